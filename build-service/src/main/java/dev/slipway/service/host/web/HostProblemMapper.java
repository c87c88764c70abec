package dev.slipway.service.host.web;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostCallFailedException;
import dev.slipway.service.web.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How it is answered that a Git host did not do what a request needed. */
final class HostProblemMapper {

  @ServerExceptionMapper
  public Response hostCallFailed(HostCallFailedException e) {
    GitHostException failure = e.failure();
    Response answer = Problem.of(status(failure), String.valueOf(e.getMessage())).toResponse();
    return failure
        .retryAfter()
        .map(
            pause ->
                Response.fromResponse(answer)
                    .header(HttpHeaders.RETRY_AFTER, Math.max(1, pause.toSeconds()))
                    .build())
        .orElse(answer);
  }

  /** The request itself was fine where the host or the account is at fault. */
  private static int status(GitHostException failure) {
    return switch (failure.kind()) {
      case UNAUTHORIZED -> 409;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case RATE_LIMITED -> 503;
      case UNAVAILABLE -> 502;
      case REFUSED -> 422;
    };
  }
}

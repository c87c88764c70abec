package dev.slipway.service.source.web;

import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.Problem;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A remote that can't be asked is a gateway's failure: 502, with what to do. */
final class SourceProblems {

  @ServerExceptionMapper
  public Response unreachable(SourceUnreachableException e) {
    return Problem.of(502, String.valueOf(e.getMessage())).toResponse();
  }
}

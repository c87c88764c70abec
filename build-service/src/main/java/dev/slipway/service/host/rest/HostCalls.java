package dev.slipway.service.host.rest;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Makes calls to Git hosts, and tells their failures apart. */
@ApplicationScoped
public class HostCalls {

  private final Clock clock;

  public HostCalls(Clock clock) {
    this.clock = clock;
  }

  /** Something to make of an answer. */
  @FunctionalInterface
  public interface Reader<A, T> {
    T read(A answer) throws MalformedAnswerException;
  }

  /**
   * Asks, and reads what was answered.
   *
   * @throws GitHostException for every answer but 2xx, for none, and for one that can't be read
   */
  public <A, T> T ask(URI host, Supplier<RestResponse<A>> call, Reader<A, T> reader)
      throws GitHostException {
    RestResponse<A> response = send(host, call);
    A answer = response.getEntity();
    if (answer == null) {
      throw malformed(host, "it is empty");
    }
    try {
      return reader.read(answer);
    } catch (MalformedAnswerException e) {
      throw malformed(host, e.getMessage());
    }
  }

  /**
   * Sends what has no answer worth reading.
   *
   * @return the answer's headers and status
   */
  public <A> RestResponse<A> send(URI host, Supplier<RestResponse<A>> call)
      throws GitHostException {
    RestResponse<A> response = exchange(host, call);
    if (response.getStatus() / 100 != 2) {
      throw failure(host, response);
    }
    return response;
  }

  /** Any answer at all, whatever its status. */
  public <A> RestResponse<A> exchange(URI host, Supplier<RestResponse<A>> call)
      throws GitHostException {
    try {
      return call.get();
    } catch (WebApplicationException e) {
      // The client's own way to say that it can't read the body. Its message quotes the body.
      throw malformed(host, "it is not the JSON that its documentation tells");
    } catch (ProcessingException e) {
      throw unreachable(host, e);
    }
  }

  /** What an answer means whose status isn't 2xx. */
  public GitHostException failure(URI host, RestResponse<?> response) {
    return Answer.failure(
        host, response.getStatus(), response.getHeaderString("Retry-After"), clock);
  }

  /** An answer of 2xx that can't be used. */
  public GitHostException malformed(URI host, @Nullable String why) {
    return new GitHostException(
        Kind.UNAVAILABLE,
        host.getAuthority()
            + " gave an answer that makes no sense: "
            + why
            + ". Check the host's configured address.",
        null);
  }

  private static GitHostException unreachable(URI host, ProcessingException failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String what =
        root instanceof TimeoutException
            ? " did not answer in time."
            : " can't be reached, or hung up (" + root.getClass().getSimpleName() + ").";
    return new GitHostException(
        Kind.UNAVAILABLE,
        host.getAuthority() + what + " Try again later, and check the host's configured address.",
        failure);
  }
}

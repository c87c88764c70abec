package dev.slipway.worker.publish.jib;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.apache.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Repeats requests that may well succeed a moment later: 429 and 5xx answers, connections that were
 * refused, lost or timed out. Every request of the registry protocol may be repeated.
 */
final class Retries {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final List<Duration> pauses;
  private final Pause pause;

  /** Waits. */
  @FunctionalInterface
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /** One request. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException, RegistryException;
  }

  Retries(List<Duration> pauses, Pause pause) {
    this.pauses = List.copyOf(pauses);
    this.pause = pause;
  }

  /** Three more tries within about four seconds. */
  static Retries standard() {
    return new Retries(
        List.of(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3)),
        time -> Thread.sleep(time.toMillis()));
  }

  <T> T call(Call<T> request) throws IOException, RegistryException, InterruptedException {
    for (Duration time : pauses) {
      try {
        return request.run();
      } catch (IOException | RegistryException e) {
        if (!isTransient(e)) {
          throw e;
        }
      }
      pause.sleep(time);
    }
    return request.run();
  }

  private static boolean isTransient(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ResponseException response) {
        return response.getStatusCode() == TOO_MANY_REQUESTS
            || response.getStatusCode() >= SERVER_ERROR;
      }
      if (t instanceof ConnectException
          || t instanceof SocketException
          || t instanceof SocketTimeoutException
          || t instanceof NoHttpResponseException) {
        return true;
      }
    }
    return false;
  }
}

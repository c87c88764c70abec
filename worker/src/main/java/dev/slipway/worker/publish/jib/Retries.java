package dev.slipway.worker.publish.jib;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.http.ResponseException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.apache.http.ConnectionClosedException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.client.utils.DateUtils;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Repeats requests that may well succeed a moment later: 429 and 5xx answers, connections that were
 * refused, lost or timed out. A registry that says how long to wait is heard. Every request of the
 * registry protocol may be repeated.
 */
final class Retries {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /** However long a registry wants to be left alone. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  /**
   * A pause is drawn out by half of itself at most, so that many workers don't come back at once.
   */
  private static final double SPREAD = 0.5;

  private final List<Duration> pauses;
  private final Pause pause;
  private final Clock clock;
  private final DoubleSupplier random;

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

  /** Without a spread. */
  Retries(List<Duration> pauses, Pause pause) {
    this(pauses, pause, Clock.systemUTC(), () -> 0);
  }

  /**
   * @param pauses before the second try, the third and so on
   * @param random from 0 to below 1
   */
  Retries(List<Duration> pauses, Pause pause, Clock clock, DoubleSupplier random) {
    this.pauses = List.copyOf(pauses);
    this.pause = pause;
    this.clock = clock;
    this.random = random;
  }

  /** Three more tries within about five seconds: there may be another registry to ask. */
  static Retries forPulls() {
    return waiting(List.of(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3)));
  }

  /** Four more tries within about fifteen seconds, for what was built shall not be lost. */
  static Retries forPushes() {
    return waiting(
        List.of(
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(8)));
  }

  private static Retries waiting(List<Duration> pauses) {
    return new Retries(
        pauses,
        time -> Thread.sleep(time.toMillis()),
        Clock.systemUTC(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  <T> T call(Call<T> request) throws IOException, RegistryException, InterruptedException {
    for (Duration time : pauses) {
      Duration wanted;
      try {
        return request.run();
      } catch (IOException | RegistryException e) {
        if (!isTransient(e)) {
          throw e;
        }
        wanted = wanted(e);
      }
      Duration own = time.plusMillis((long) (time.toMillis() * SPREAD * random.getAsDouble()));
      pause.sleep(own.compareTo(wanted) > 0 ? own : wanted);
    }
    return request.run();
  }

  static boolean isTransient(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      OptionalInt status = status(t);
      if (status.isPresent()) {
        return status.getAsInt() == TOO_MANY_REQUESTS || status.getAsInt() >= SERVER_ERROR;
      }
      if (t instanceof SocketException
          || t instanceof SocketTimeoutException
          || t instanceof ConnectTimeoutException
          || t instanceof ConnectionClosedException
          || t instanceof NoHttpResponseException) {
        return true;
      }
    }
    return false;
  }

  private static OptionalInt status(Throwable failure) {
    if (failure instanceof ResponseException response) {
      return OptionalInt.of(response.getStatusCode());
    }
    return failure instanceof RegistryRefusal refusal
        ? OptionalInt.of(refusal.status())
        : OptionalInt.empty();
  }

  /** What the registry asks for by {@code Retry-After} (RFC 9110, 10.2.3), up to a bound. */
  private Duration wanted(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      String header =
          t instanceof ResponseException response
              ? response.getHeaders().getRetryAfter()
              : t instanceof RegistryRefusal refusal ? refusal.retryAfter().orElse(null) : null;
      if (header != null) {
        Duration wanted = parse(header.strip());
        return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
      }
    }
    return Duration.ZERO;
  }

  private Duration parse(String retryAfter) {
    if (SECONDS.matcher(retryAfter).matches()) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    Date date = DateUtils.parseDate(retryAfter);
    return date == null ? Duration.ZERO : Duration.between(clock.instant(), date.toInstant());
  }
}

package dev.slipway.service.host.github;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells apart why GitHub did not do what was asked. Nothing of an answer's body gets into a message
 * or a cause: it may repeat what was sent.
 *
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">
 *     Rate limits</a>
 */
final class GitHubFailures {

  private static final Duration LONGEST_PAUSE = Duration.ofHours(2);

  private GitHubFailures() {}

  /** An answer with an error, or with a redirect that is not followed. */
  static GitHostException refused(URI base, HttpResponse<byte[]> answer, Clock clock) {
    int status = answer.statusCode();
    Optional<Duration> pause = pause(answer.headers(), clock);
    Kind kind = kind(status, pause.isPresent());
    String message =
        base.getRawAuthority() + " answered " + status + remedy(kind, status, pause.orElse(null));
    return new GitHostException(kind, message, pause.orElse(null), null);
  }

  /** No answer. */
  static GitHostException silent(URI base, IOException failure) {
    String what =
        failure instanceof HttpTimeoutException
            ? " did not answer in time"
            : " can't be reached (" + failure.getClass().getSimpleName() + ")";
    return new GitHostException(
        Kind.UNAVAILABLE,
        base.getRawAuthority() + what + "; check slipway.git-hosts and the network, or try later",
        failure);
  }

  /** An answer of another shape than GitHub's. */
  static GitHostException senseless(URI base) {
    return new GitHostException(
        Kind.UNAVAILABLE,
        base.getRawAuthority()
            + " gave an answer that is not GitHub's; check slipway.git-hosts' api-url, or try"
            + " later",
        null);
  }

  private static Kind kind(int status, boolean toldToWait) {
    if (status == 429 || (status == 403 && toldToWait)) {
      return Kind.RATE_LIMITED;
    }
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403, 451 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.NOT_FOUND;
      default -> status >= 400 && status < 500 ? Kind.REFUSED : Kind.UNAVAILABLE;
    };
  }

  private static String remedy(Kind kind, int status, @Nullable Duration pause) {
    return switch (kind) {
      case UNAUTHORIZED -> ": the credential is wrong, expired or revoked; link the account again";
      case FORBIDDEN ->
          ": the account may not do this; it needs the scope \"repo\" and admin rights on the"
              + " repository, and its organization may have to approve Slipway";
      case NOT_FOUND -> ": there is no such thing, or the account may not see it";
      case RATE_LIMITED ->
          ": too many calls; trying again in "
              + (pause == null ? "a while" : pause.toSeconds() + " seconds");
      case REFUSED -> ": it does not accept what was sent";
      case UNAVAILABLE ->
          status < 400
              ? ": a redirect, which is not followed; check slipway.git-hosts, or whether the"
                  + " repository was moved"
              : ": it has trouble of its own; try later";
    };
  }

  /** How long to wait: GitHub says it in seconds, or by when the spent limit begins anew. */
  private static Optional<Duration> pause(HttpHeaders headers, Clock clock) {
    Optional<Duration> told = number(headers, "Retry-After").map(Duration::ofSeconds);
    if (told.isEmpty()
        && number(headers, "X-RateLimit-Remaining").filter(n -> n == 0).isPresent()) {
      told =
          number(headers, "X-RateLimit-Reset")
              .map(reset -> Duration.between(clock.instant(), Instant.ofEpochSecond(reset)));
    }
    return told.map(GitHubFailures::bounded);
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      return LONGEST_PAUSE;
    }
    return pause.isNegative() ? Duration.ZERO : pause;
  }

  private static Optional<Long> number(HttpHeaders headers, String name) {
    try {
      return headers.firstValue(name).map(Long::valueOf).filter(n -> n >= 0 && n < 1L << 40);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

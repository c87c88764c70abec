package dev.slipway.service.host.rest;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an HTTP status of a Git host means. Bodies are left out, because they may repeat what
 * was sent.
 */
final class Answer {

  /** No host is left alone for longer, whatever it says. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private Answer() {}

  /**
   * The failure behind a status that is not 2xx.
   *
   * @param retryAfter the header of that name (RFC 9110, section 10.2.3), if any
   */
  static GitHostException failure(URI host, int status, @Nullable String retryAfter, Clock clock) {
    Kind kind = kind(status);
    String message = host.getAuthority() + " answered " + status + meaning(kind, status);
    return new GitHostException(kind, message, wait(retryAfter, clock), null);
  }

  private static Kind kind(int status) {
    if (status >= 500 || status == 408) {
      return Kind.UNAVAILABLE;
    }
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 404, 410 -> Kind.NOT_FOUND;
      case 429 -> Kind.RATE_LIMITED;
      default -> Kind.REFUSED;
    };
  }

  private static String meaning(Kind kind, int status) {
    return switch (kind) {
      case UNAUTHORIZED ->
          ": the account's credential is wrong, expired or revoked. Link the account again.";
      case FORBIDDEN ->
          ": the account may not do this. Perhaps its credential lacks a scope, or the account has"
              + " no admin rights on the repository.";
      case NOT_FOUND ->
          ": there is no such thing, or the account may not see it. Check the address and the"
              + " account's rights.";
      case RATE_LIMITED -> ": too many calls. Try again later.";
      case UNAVAILABLE -> ": it has trouble of its own. Try again later.";
      case REFUSED ->
          status / 100 == 3
              ? ", a redirect, which is not followed. Check the host's configured address."
              : ": it does not accept the request. Check the repository's settings there.";
    };
  }

  private static @Nullable Duration wait(@Nullable String retryAfter, Clock clock) {
    if (retryAfter == null) {
      return null;
    }
    Duration wait =
        retryAfter.matches("[0-9]{1,9}") ? seconds(retryAfter) : date(retryAfter, clock);
    return wait == null || wait.isNegative()
        ? null
        : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Duration seconds(String digits) {
    return Duration.ofSeconds(Long.parseLong(digits));
  }

  private static @Nullable Duration date(String text, Clock clock) {
    try {
      ZonedDateTime at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(clock.instant(), at.toInstant());
    } catch (DateTimeException e) {
      // A header that says nothing is as good as none.
      return null;
    }
  }
}

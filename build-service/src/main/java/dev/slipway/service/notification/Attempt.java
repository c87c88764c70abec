package dev.slipway.service.notification;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to tell.
 *
 * @param at when it began
 * @param outcome what became of it
 * @param tookMillis how long it took
 */
public record Attempt(Instant at, Outcome outcome, long tookMillis) {

  private static final int LONGEST_ANSWER = 1_024;

  /**
   * What a way of telling says of an attempt.
   *
   * @param result whether it arrived
   * @param status the HTTP status, null when there was none
   * @param answer what the other side said, or why there was no answer; up to 1 KiB
   * @param retryAfter how long the other side wants to be left alone
   */
  public record Outcome(
      Result result, @Nullable Integer status, String answer, Optional<Duration> retryAfter) {

    public Outcome {
      answer = excerpt(answer);
    }

    /** It arrived, by a way that has no status. */
    public static Outcome delivered(String answer) {
      return new Outcome(Result.DELIVERED, null, answer, Optional.empty());
    }

    /** It didn't, and there was no answer. */
    public static Outcome failed(String why) {
      return new Outcome(Result.FAILED, null, why, Optional.empty());
    }
  }

  /** Whether something arrived. */
  public enum Result {
    /** It did. */
    DELIVERED,
    /** It didn't, and may later. */
    FAILED,
    /** The other side wants nothing more. */
    GONE
  }

  /** Text of a stranger, fit to be stored and shown: bounded, and without control characters. */
  private static String excerpt(String text) {
    String bounded = text.substring(0, Math.min(text.length(), LONGEST_ANSWER));
    while (bounded.getBytes(StandardCharsets.UTF_8).length > LONGEST_ANSWER) {
      bounded = bounded.substring(0, bounded.length() * 3 / 4);
    }
    StringBuilder shown = new StringBuilder(bounded.length());
    bounded
        .codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? ' ' : c)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}

package dev.slipway.service.host;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Git host did not do what was asked. The message says which host, what it answered and what to
 * do about it; it never holds a credential or a body.
 */
public final class GitHostException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  public GitHostException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, null, cause);
  }

  /**
   * @param retryAfter how long the host wants to be left alone, null when it didn't say
   */
  public GitHostException(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** What to do about a failure. */
  public enum Kind {
    /** The credential is expired, revoked or wrong. */
    UNAUTHORIZED,
    /** The credential is good, but may not do this. */
    FORBIDDEN,
    /** There is no such thing, or the credential may not even see it. */
    NOT_FOUND,
    /** Too many calls. */
    RATE_LIMITED,
    /** 5xx, no answer in time, no connection, or an answer that makes no sense. */
    UNAVAILABLE,
    /** The host refuses what was sent; trying again won't help. */
    REFUSED
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether the same call may succeed later. */
  public boolean isPassing() {
    return kind == Kind.RATE_LIMITED || kind == Kind.UNAVAILABLE;
  }
}

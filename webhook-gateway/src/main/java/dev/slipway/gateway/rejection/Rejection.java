package dev.slipway.gateway.rejection;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request to a webhook that exists, and why it was refused.
 *
 * @param hookId the webhook
 * @param repositoryId its Slipway repository, a UUID
 * @param reason why
 * @param status the HTTP status it was answered with
 * @param detail what it was told
 * @param deliveryId its id as it gave it, fit to be shown; null without one
 * @param event its event as it gave it, fit to be shown; null without one
 * @param at when it came
 */
public record Rejection(
    String hookId,
    String repositoryId,
    Reason reason,
    int status,
    String detail,
    @Nullable String deliveryId,
    @Nullable String event,
    Instant at) {

  /** Why a request was refused. A few words, so that counts by them stay few. */
  public enum Reason {
    /** The signature is missing, malformed, or not made of the body with the webhook's secret. */
    SIGNATURE,
    /** The webhook was made for another kind of Git host than the URL names. */
    WRONG_PROVIDER,
    /** The Content-Type is none that the host sends. */
    MEDIA_TYPE,
    /** The body, or the record of all it moves, is larger than allowed. */
    TOO_LARGE,
    /** The body took too long to arrive. */
    TOO_SLOW,
    /** The body isn't what the host would send. */
    MALFORMED,
    /** The body is about another repository than the webhook's. */
    OTHER_REPOSITORY,
    /** There was no room for the body among all those that came at the same time. */
    OVERLOADED;

    /** Lower case, words joined by {@code _}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

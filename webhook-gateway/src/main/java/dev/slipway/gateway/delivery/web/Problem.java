package dev.slipway.gateway.delivery.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.slipway.gateway.delivery.Reception;
import dev.slipway.gateway.rejection.Rejection.Reason;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, as RFC 9457 has it.
 *
 * @param type always {@code about:blank}: the status says it all
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what happened and what to do
 * @param outcome the word that metrics count it by
 * @param reason what the webhook's owner is told of it; null when that is nothing: the request was
 *     for no webhook, or the fault is ours
 */
@JsonPropertyOrder({"type", "title", "status", "detail"})
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonIgnore String outcome,
    @JsonIgnore @Nullable Reason reason) {

  private static final int SERVICE_UNAVAILABLE = 503;

  static Problem of(Reception.Refused refused) {
    String detail = refused.detail();
    return switch (refused.cause()) {
      case UNAUTHORIZED -> problem(401, "Unauthorized", detail, "unauthorized", Reason.SIGNATURE);
      case MALFORMED -> problem(400, "Bad Request", detail, "malformed", Reason.MALFORMED);
      case FOREIGN -> problem(403, "Forbidden", detail, "foreign", Reason.OTHER_REPOSITORY);
      case TOO_LARGE -> problem(413, "Content Too Large", detail, "too_large", Reason.TOO_LARGE);
      case NOT_RECORDED ->
          problem(SERVICE_UNAVAILABLE, "Service Unavailable", detail, "not_recorded", null);
    };
  }

  static Problem unknownProvider() {
    return problem(
        404,
        "Not Found",
        "There are webhooks at /hooks/github, /hooks/bitbucket and /hooks/bitbucket-server only.",
        "unknown_provider",
        null);
  }

  static Problem method() {
    return problem(
        405, "Method Not Allowed", "A webhook takes POST and nothing else.", "wrong_method", null);
  }

  static Problem mediaType(Set<String> allowed) {
    return problem(
        415,
        "Unsupported Media Type",
        "The Content-Type of this host's webhooks is "
            + String.join(" or ", allowed.stream().sorted().toList())
            + "; set it in the webhook's settings.",
        "wrong_media_type",
        Reason.MEDIA_TYPE);
  }

  static Problem tooLarge(long limit) {
    return problem(
        413,
        "Content Too Large",
        "The body is larger than " + limit + " bytes, the limit for webhooks of this host.",
        "too_large",
        Reason.TOO_LARGE);
  }

  static Problem tooSlow() {
    return problem(
        408, "Request Timeout", "The body took too long to arrive.", "too_slow", Reason.TOO_SLOW);
  }

  static Problem busy() {
    return problem(
        SERVICE_UNAVAILABLE,
        "Service Unavailable",
        "Too many webhooks are being received at once; send this one again in a moment.",
        "busy",
        Reason.OVERLOADED);
  }

  static Problem notReady() {
    return problem(
        SERVICE_UNAVAILABLE,
        "Service Unavailable",
        "The gateway is starting and doesn't know all webhooks yet; send this one again.",
        "not_ready",
        null);
  }

  static Problem unexpected() {
    return problem(
        500,
        "Internal Server Error",
        "The delivery failed for a reason that the gateway's log tells.",
        "failed",
        null);
  }

  /** Whether the same request may succeed a little later. */
  @JsonIgnore
  boolean isTemporary() {
    return status == SERVICE_UNAVAILABLE;
  }

  /** What the webhook's owner is told of it, if anything. */
  Optional<Reason> rejection() {
    return Optional.ofNullable(reason);
  }

  private static Problem problem(
      int status, String title, String detail, String outcome, @Nullable Reason reason) {
    return new Problem("about:blank", title, status, detail, outcome, reason);
  }
}

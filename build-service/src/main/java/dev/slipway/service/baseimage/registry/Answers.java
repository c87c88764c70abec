package dev.slipway.service.baseimage.registry;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.baseimage.ImageRegistry.Answer.TooMany;
import dev.slipway.service.outbound.OutboundHttp.Answer;
import java.time.Instant;

/** What registries answer, in words for people. */
final class Answers {

  static final int TOO_MANY = 429;

  private Answers() {}

  /** The registry or its token server has had enough. */
  static LookException tooMany(String host, Answer answer, Instant now) {
    return new LookException(
        new TooMany(
            host + " answered 429, too many requests; it is asked again later",
            RetryAfter.parse(answer.headers().get("retry-after"), now)));
  }

  /** A final answer without a manifest. */
  static LookException unusable(
      Origin registry, ImageReference image, int status, boolean withLogin) {
    String host = registry.host();
    return LookException.failed(
        switch (status) {
          case 404 ->
              "there is no "
                  + image
                  + " in registry "
                  + host
                  + "; check its name and tag, or whether somebody deleted it";
          case 401, 403 ->
              "registry "
                  + host
                  + " doesn't show "
                  + image
                  + " ("
                  + status
                  + "); "
                  + remedy(withLogin);
          default -> "registry " + host + " answered " + status + " for " + image;
        });
  }

  private static String remedy(boolean withLogin) {
    return withLogin
        ? "check the login of the destination in this registry"
        : "it would with the login of a destination in this registry";
  }
}

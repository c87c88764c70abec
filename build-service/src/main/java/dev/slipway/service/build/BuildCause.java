package dev.slipway.service.build;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a build is made.
 *
 * @param kind by what
 * @param by whose doing, null when nobody was named
 * @param delivery the stored delivery's id, null unless a webhook
 */
public record BuildCause(Kind kind, @Nullable String by, @Nullable UUID delivery) {

  public BuildCause {
    if ((kind == Kind.WEBHOOK) != (delivery != null)) {
      throw new IllegalArgumentException("a webhook, and nothing else, has a delivery");
    }
  }

  public static BuildCause webhook(UUID delivery, @Nullable String sender) {
    return new BuildCause(Kind.WEBHOOK, sender, delivery);
  }

  public static BuildCause manual(String by) {
    return new BuildCause(Kind.MANUAL, by, null);
  }

  /** By what a build can be caused. */
  public enum Kind {
    WEBHOOK,
    MANUAL;

    /** Lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

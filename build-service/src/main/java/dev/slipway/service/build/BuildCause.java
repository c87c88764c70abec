package dev.slipway.service.build;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a build is made.
 *
 * @param kind by what
 * @param by whose doing, null when nobody was named
 * @param delivery the stored delivery's id, null unless a webhook or its replay
 * @param detail what exactly, for people: the trigger's or schedule's name, or {@code alpine:3.20
 *     sha256:a… → sha256:b…}; null when the kind says it all
 */
public record BuildCause(
    Kind kind, @Nullable String by, @Nullable UUID delivery, @Nullable String detail) {

  public BuildCause {
    if ((kind == Kind.WEBHOOK || kind == Kind.REPLAY) != (delivery != null)) {
      throw new IllegalArgumentException(
          "a webhook or its replay, and nothing else, has a delivery");
    }
  }

  public static BuildCause webhook(UUID delivery, @Nullable String sender) {
    return new BuildCause(Kind.WEBHOOK, sender, delivery, null);
  }

  /** Somebody had a stored delivery judged again. */
  public static BuildCause replay(UUID delivery, String by) {
    return new BuildCause(Kind.REPLAY, by, delivery, null);
  }

  public static BuildCause manual(String by) {
    return new BuildCause(Kind.MANUAL, by, null, null);
  }

  /** A call of a build-trigger URL, with the trigger's name. */
  public static BuildCause trigger(String name) {
    return new BuildCause(Kind.TRIGGER, null, null, name);
  }

  /** A schedule came due, with its name. */
  public static BuildCause schedule(String name) {
    return new BuildCause(Kind.SCHEDULE, null, null, name);
  }

  /**
   * An image that the build stands on changed, such as {@code alpine:3.20 sha256:a… → sha256:b…}.
   */
  public static BuildCause baseImage(String change) {
    return new BuildCause(Kind.BASE_IMAGE, null, null, change);
  }

  /** The remote had moved on without a delivery saying so. */
  public static BuildCause reconciled(String detail) {
    return new BuildCause(Kind.RECONCILED, null, null, detail);
  }

  /** By what a build can be caused. */
  public enum Kind {
    WEBHOOK,
    REPLAY,
    MANUAL,
    TRIGGER,
    SCHEDULE,
    BASE_IMAGE,
    RECONCILED;

    /** Lower case, words joined by {@code _}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

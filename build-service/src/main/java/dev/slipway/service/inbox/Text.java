package dev.slipway.service.inbox;

import org.jspecify.annotations.Nullable;

/** What PostgreSQL can't store in text is left out. */
public final class Text {

  private Text() {}

  /** The text without NUL characters; null stays null. */
  public static @Nullable String storable(@Nullable String text) {
    return text == null ? null : text.replace("\0", "");
  }
}

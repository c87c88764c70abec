package dev.slipway.service.notification;

import java.util.Locale;

/** By what way a target is told. */
public enum TargetType {
  /** A POST of JSON, signed per Standard Webhooks. */
  WEBHOOK,
  /** An incoming webhook of Slack, or of what takes the same messages. */
  SLACK,
  /** An e-mail. */
  EMAIL;

  /** Lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads what {@link #wireName} gives.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public static TargetType parse(String word) {
    for (TargetType type : values()) {
      if (type.wireName().equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException("must be webhook, slack or email");
  }
}

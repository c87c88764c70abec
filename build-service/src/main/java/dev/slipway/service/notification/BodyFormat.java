package dev.slipway.service.notification;

import java.util.Locale;

/** The shape of a webhook's body. */
public enum BodyFormat {
  /** Slipway's own: {@code type}, {@code timestamp}, {@code data}. */
  STANDARD,
  /** Docker Hub's, for receivers that know it; one for each tag of a success. */
  DOCKER_HUB;

  /** Lower case, words joined by {@code -}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads what {@link #wireName} gives.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public static BodyFormat parse(String word) {
    for (BodyFormat format : values()) {
      if (format.wireName().equals(word)) {
        return format;
      }
    }
    throw new IllegalArgumentException("must be standard or docker-hub");
  }
}

package dev.slipway.service.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a credential is good for at most, whatever its owner may do. Every scope includes those
 * before it.
 */
public enum Scope {
  /** See what the owner may see, pull images. */
  READ,
  /** Start and cancel builds. */
  BUILD,
  /** Change repositories, and make them. */
  CONFIGURE,
  /** All that the owner may: also delete, change members and accounts, make tokens. */
  ADMIN;

  boolean allows(Action action) {
    return compareTo(neededFor(action)) >= 0;
  }

  /** The smallest scope that is good for an action. */
  static Scope neededFor(Action action) {
    return switch (action) {
      case READ_REPOSITORY, READ_BUILD_DETAILS, READ_NAMESPACE -> READ;
      case BUILD -> BUILD;
      case CONFIGURE, CREATE_REPOSITORY -> CONFIGURE;
      case DELETE_REPOSITORY, MANAGE_NAMESPACE -> ADMIN;
    };
  }

  /** The word that stands for it in the API and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word that {@link #wireName()} writes.
   *
   * @throws IllegalArgumentException for any other word; the message lists those there are
   */
  public static Scope parse(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.wireName().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(values())
                        .map(scope -> "\"" + scope.wireName() + "\"")
                        .collect(Collectors.joining(", ", "must be one of ", ""))));
  }
}

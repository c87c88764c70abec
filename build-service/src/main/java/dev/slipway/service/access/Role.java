package dev.slipway.service.access;

import java.util.Locale;

/** What a user is in a namespace; who has no role there is a stranger. */
public enum Role {
  OWNER,
  MAINTAINER,
  READER;

  /** The word that stands for it in the API and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the word that {@link #wireName()} writes.
   *
   * @throws IllegalArgumentException for any other word; the message lists those there are
   */
  public static Role parse(String word) {
    for (Role role : values()) {
      if (role.wireName().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException("must be \"owner\", \"maintainer\" or \"reader\"");
  }
}

package dev.slipway.service.repository.hook;

import java.util.Locale;

/** How a repository's webhook is at its Git host, as far as is known. */
public enum HookState {
  /** People see to it: there is no linked account, or it is limited to public repositories. */
  MANUAL,
  /** It is about to be installed. */
  PENDING,
  /** It was there at the last look. */
  INSTALLED,
  /** It was not there at the last look, and could not be installed again. */
  MISSING,
  /** It was switched off or lacked pushes at the last look, and could not be mended. */
  BROKEN,
  /** It could not be installed or looked at. */
  FAILED;

  /** The word used in REST bodies and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the word that {@link #wireName()} writes. */
  public static HookState parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}

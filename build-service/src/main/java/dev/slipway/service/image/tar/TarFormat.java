package dev.slipway.service.image.tar;

import java.util.Locale;

/** What a tar file of an image is for. */
public enum TarFormat {
  /** An OCI image layout with all platforms, or the one that was chosen. */
  OCI,
  /** One platform for {@code docker load}; an OCI image layout too. */
  DOCKER;

  /**
   * Reads what {@link #wireName()} writes.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static TarFormat parse(String word) {
    for (TarFormat format : values()) {
      if (format.wireName().equals(word)) {
        return format;
      }
    }
    throw new IllegalArgumentException("must be \"oci\" or \"docker\", not \"" + word + "\"");
  }

  /** Lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

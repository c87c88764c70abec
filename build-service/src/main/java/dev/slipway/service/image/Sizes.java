package dev.slipway.service.image;

import java.util.Locale;

/** Sizes for people, in powers of 1000 as Docker shows them. */
final class Sizes {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Sizes() {}

  /** Such as {@code 312 B}, {@code 1.5 MB} or {@code -20.0 kB}. */
  static String text(long bytes) {
    double size = bytes;
    int unit = 0;
    while (Math.abs(size) >= 1000 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }

  /** As above, with a plus where it grows. */
  static String difference(long bytes) {
    return (bytes > 0 ? "+" : "") + text(bytes);
  }
}

package dev.slipway.worker.engine.process;

import java.util.Locale;

/**
 * A limit that was met.
 *
 * @param limit its name among {@link Limits}
 * @param words what happened, to follow "it"
 */
public record Breach(String limit, String words) {

  private static final double UNIT = 1024;

  static Breach memory(Limits limits) {
    return new Breach("memory", "used more than " + bytes(limits.memory()) + " of memory");
  }

  static Breach pids(Limits limits) {
    return new Breach(
        "pids", "started more than " + limits.pids() + " processes and threads at once");
  }

  /** Too many bytes on the disk. */
  public static Breach disk(Limits limits) {
    return new Breach("disk", "put more than " + bytes(limits.disk()) + " on the disk");
  }

  /** Too many files. */
  public static Breach files(Limits limits) {
    return new Breach("files", "made more than " + limits.files() + " files and folders");
  }

  /** A number of bytes for people, in binary units. */
  private static String bytes(long bytes) {
    double amount = bytes;
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    while (amount >= UNIT && unit < units.length - 1) {
      amount /= UNIT;
      unit++;
    }
    return String.format(Locale.ROOT, amount % 1 == 0 ? "%.0f %s" : "%.1f %s", amount, units[unit]);
  }
}

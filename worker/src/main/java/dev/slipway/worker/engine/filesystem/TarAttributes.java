package dev.slipway.worker.engine.filesystem;

import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * Extended attributes in the PAX records of an archive, {@code SCHILY.xattr.NAME}. Their values are
 * read as UTF-8 by the archive library, which suits most; {@link #isWhole} tells of the others.
 */
public final class TarAttributes {

  /** What stands before an attribute's name. */
  public static final String PREFIX = "SCHILY.xattr.";

  private static final char UNREADABLE = '\ufffd';

  private TarAttributes() {}

  /** Those of an entry. */
  public static Map<String, String> of(TarArchiveEntry entry) {
    Map<String, String> xattrs = new TreeMap<>();
    entry
        .getExtraPaxHeaders()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                xattrs.put(name.substring(PREFIX.length()), value);
              }
            });
    return xattrs;
  }

  /** Whether a value is what the archive holds, byte for byte. */
  public static boolean isWhole(String value) {
    return value.indexOf(UNREADABLE) < 0;
  }
}

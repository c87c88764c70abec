package dev.slipway.worker.engine.filesystem;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What few files have.
 *
 * @param xattrs extended attributes such as {@code security.capability}, as PAX records hold them
 * @param inode the same for the names of one file, null for a file of its own
 * @param modified the file's own time where it has one, null for the image's
 */
public record FileExtras(
    Map<String, String> xattrs, @Nullable Inode inode, @Nullable Instant modified) {

  /** Nothing of it all. */
  public static final FileExtras NONE = new FileExtras(Map.of(), null, null);

  /** Hard links have the same, by identity; there is nothing else to it. */
  public static final class Inode {}

  public FileExtras {
    xattrs = Collections.unmodifiableMap(new TreeMap<>(xattrs));
  }

  /** The same for another file of the same names. */
  public FileExtras withInode(@Nullable Inode other) {
    return new FileExtras(xattrs, other, modified);
  }
}

package dev.slipway.worker.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A file or folder of a cache. The modification time says when it was used last. To be used and to
 * be removed exclude one another in this process, and a worker's caches belong to one process: what
 * was used is never gone a moment later.
 */
public final class CacheEntry {

  private static final Object USES = new Object();

  private CacheEntry() {}

  /**
   * Notes that somebody uses it now.
   *
   * @return false when it is not there
   */
  public static boolean use(Path entry) throws IOException {
    synchronized (USES) {
      try {
        Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        return true;
      } catch (NoSuchFileException e) {
        return false;
      }
    }
  }

  /** When it was used last; the epoch when it is not there. */
  static Instant lastUse(Path entry) throws IOException {
    try {
      return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.EPOCH;
    }
  }

  /**
   * Takes it out of the cache at one stroke, unless it was used meanwhile.
   *
   * @param lastUse when it was used as far as the caller knows
   * @param trash where to move it
   * @return whether it is there now
   */
  static boolean remove(Path entry, Instant lastUse, Path trash) throws IOException {
    synchronized (USES) {
      if (lastUse(entry).isAfter(lastUse)) {
        return false;
      }
      try {
        Files.move(entry, trash, StandardCopyOption.ATOMIC_MOVE);
        return true;
      } catch (NoSuchFileException e) {
        return false;
      }
    }
  }
}

package dev.slipway.worker.engine.buildah;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a store's images, each a cached step, were used last: an empty file for each, by the first
 * digits of its id, with that time. What buildah prints tells which a build has used or made.
 */
final class UsedImages {

  private static final int DIGITS = 11;
  private static final Pattern ID =
      Pattern.compile("^(?:\\[\\d+/\\d+\\] )?-->(?: Using cache)? ([0-9a-f]{11,64})$");

  private final Path folder;

  UsedImages(Path folder) {
    this.folder = folder;
  }

  /** The images of which lines of output tell. */
  static final class Seen {

    private final Set<String> ids = new TreeSet<>();

    synchronized void accept(String line) {
      Matcher matcher = ID.matcher(line);
      if (matcher.matches()) {
        ids.add(matcher.group(1).substring(0, DIGITS));
      }
    }

    private synchronized Set<String> ids() {
      return Set.copyOf(ids);
    }
  }

  /** Notes that they are used now. */
  void note(Seen seen) throws IOException {
    Files.createDirectories(folder);
    FileTime now = FileTime.from(Instant.now());
    for (String id : seen.ids()) {
      Path file = folder.resolve(id);
      if (Files.exists(file)) {
        Files.setLastModifiedTime(file, now);
      } else {
        Files.createFile(file);
      }
    }
  }

  /** When an image was used last, as far as is known. */
  Instant lastUse(String imageId) throws IOException {
    Path file = folder.resolve(imageId.substring(0, DIGITS));
    return Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : Instant.EPOCH;
  }

  /** Forgets an image that is gone. */
  void forget(String imageId) throws IOException {
    Files.deleteIfExists(folder.resolve(imageId.substring(0, DIGITS)));
  }
}

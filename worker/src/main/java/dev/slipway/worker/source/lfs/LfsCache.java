package dev.slipway.worker.source.lfs;

import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One repository's LFS objects on disk, each in a file named by its SHA-256. Files come by atomic
 * renames after they were verified; those unused for the longest time go first.
 */
final class LfsCache {

  private final Path folder;

  LfsCache(Path folder) {
    this.folder = folder;
  }

  /** Opens an object, if it is here. */
  Optional<InputStream> open(Digest oid) throws IOException {
    Path file = folder.resolve(oid.hex());
    try {
      InputStream content = Files.newInputStream(file);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(content);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** A new empty file to download to. */
  Path partial() throws IOException {
    return Files.createTempFile(Files.createDirectories(folder), "download", ".partial");
  }

  /** Takes over a file that was verified. */
  void keep(Path partial, Digest oid) throws IOException {
    Files.move(
        partial,
        folder.resolve(oid.hex()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Removes objects until the rest is small enough. Builds that read one go on doing so.
   *
   * @param limit bytes
   */
  void prune(long limit) throws IOException {
    record Dated(Path file, FileTime time, long size) {}
    List<Dated> files = new ArrayList<>();
    try (Stream<Path> all = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      for (Path file : all.toList()) {
        files.add(new Dated(file, Files.getLastModifiedTime(file), Files.size(file)));
      }
    }
    files.sort(Comparator.comparing(Dated::time).reversed());
    long total = 0;
    for (Dated file : files) {
      total += file.size();
      if (total > limit) {
        Files.deleteIfExists(file.file());
      }
    }
  }
}

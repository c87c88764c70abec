package dev.slipway.worker.cache;

import dev.slipway.worker.source.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One cache on disk, and the most that it may hold.
 *
 * @param name for metrics and the log
 * @param folder where it is; may be missing
 * @param depth how far below the folder its entries are: 1 for its children
 * @param limit bytes
 */
record CacheFolder(String name, Path folder, int depth, long limit) {

  private static final String TRASH = ".trash";

  /** What a file takes beside its bytes, so that many small ones count, too. */
  private static final long OVERHEAD = 4096;

  /** An entry, when it was used last, and its bytes. */
  private record Entry(Path path, Instant lastUse, long size) {}

  /**
   * What cleaning did.
   *
   * @param bytes that are left
   * @param removed entries
   * @param removedBytes in them
   */
  record Result(long bytes, int removed, long removedBytes) {}

  /**
   * Removes the entries that were not used for the longest time until the rest is small enough.
   *
   * @param inUseSince what was used from then on stays, even if that is too much
   */
  Result clean(Instant inUseSince) throws IOException {
    Path trash = folder.resolve(TRASH);
    Folders.delete(trash);
    List<Entry> entries = entries();
    long bytes = entries.stream().mapToLong(Entry::size).sum();
    int removed = 0;
    long removedBytes = 0;
    for (Entry entry : entries) {
      if (bytes - removedBytes <= limit || !entry.lastUse().isBefore(inUseSince)) {
        break;
      }
      Path place = Files.createDirectories(trash).resolve(String.valueOf(removed));
      if (CacheEntry.remove(entry.path(), entry.lastUse(), place)) {
        Folders.delete(place);
        removed++;
        removedBytes += entry.size();
      }
    }
    return new Result(bytes - removedBytes, removed, removedBytes);
  }

  /** The longest unused first. */
  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      collect(folder, depth, entries);
    }
    entries.sort(Comparator.comparing(Entry::lastUse));
    return entries;
  }

  private void collect(Path directory, int levels, List<Entry> entries) throws IOException {
    List<Path> children;
    try (Stream<Path> listed = Files.list(directory)) {
      children = listed.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path child : children) {
      if (levels > 1) {
        if (Files.isDirectory(child)) {
          collect(child, levels - 1, entries);
        }
      } else {
        entries.add(new Entry(child, CacheEntry.lastUse(child), size(child)));
      }
    }
  }

  private static long size(Path entry) throws IOException {
    long[] size = new long[1];
    Files.walkFileTree(
        entry,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            size[0] += attributes.size() + OVERHEAD;
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            // Somebody removed it meanwhile.
            return FileVisitResult.CONTINUE;
          }
        });
    return size[0];
  }
}

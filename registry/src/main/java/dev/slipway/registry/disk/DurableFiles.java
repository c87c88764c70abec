package dev.slipway.registry.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * File operations that hold after a power cut: bytes are on the disk before the name that shows
 * them is, and a name is on the disk before the operation returns.
 */
public final class DurableFiles {

  private DurableFiles() {}

  /** Gives a finished file its name, in place of one that may be there. */
  public static void publish(Path temporary, Path target) throws IOException {
    sync(temporary);
    Path parent = parentOf(target);
    createFolder(parent);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    sync(parent);
  }

  /** Makes an empty file unless it is there. */
  public static void createMarker(Path marker) throws IOException {
    Path parent = parentOf(marker);
    createFolder(parent);
    try {
      Files.createFile(marker);
    } catch (FileAlreadyExistsException e) {
      // Made by another thread just before: it may not have synced the folder yet, so that is done
      // below in any case.
    }
    sync(parent);
  }

  /** Makes an empty file unless it is there, and gives it the time of now. */
  public static void touchMarker(Path marker) throws IOException {
    createMarker(marker);
    Files.setLastModifiedTime(marker, FileTime.from(Instant.now()));
  }

  /** Makes a folder and those above it, unless they are there. */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = parentOf(folder);
    createFolder(parent);
    Files.createDirectories(folder);
    sync(parent);
  }

  /**
   * Deletes a file.
   *
   * @return whether it was there
   */
  public static boolean delete(Path file) throws IOException {
    boolean deleted = Files.deleteIfExists(file);
    if (deleted) {
      sync(parentOf(file));
    }
    return deleted;
  }

  /** Deletes a folder with all it holds, if it is there. */
  public static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  /** A folder's entries; none when there is no such folder. */
  public static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  /** Waits until a file's or a folder's content is on the disk. */
  public static void sync(@Nullable Path path) throws IOException {
    if (path == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path parentOf(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("the data folder can't be the root of a file system");
    }
    return parent;
  }
}

package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files of one commit, read straight from the object database without a checkout. Paths are
 * relative to the repository's root, with {@code /} between parts, never starting or ending in
 * {@code /}; the root itself is the empty path. Symlinks are never followed by {@link #find}.
 * Usable by several threads at once.
 */
public interface SourceTree extends AutoCloseable {

  /** The commit. */
  CommitSha commit();

  /** When it was committed. */
  Instant commitTime();

  /** Its full message. */
  String message();

  /** The entry at a path, if there is one and no part above it is a symlink. */
  Optional<Entry> find(String path) throws IOException;

  /**
   * The children of a directory in git's order (bytewise, directories as if ending in {@code /}).
   */
  List<Entry> children(Entry directory) throws IOException;

  /** The bytes of a file, or of a symlink's target. */
  InputStream open(Entry entry) throws IOException;

  /**
   * Names what stands in the place of what Git itself holds, such as LFS files and submodules: with
   * equal views, equal ids of directories mean equal contents.
   */
  default String view() {
    return "git";
  }

  @Override
  void close();

  /** What an entry is. */
  enum Kind {
    FILE,
    EXECUTABLE,
    SYMLINK,
    DIRECTORY,
    SUBMODULE
  }

  /**
   * @param path the whole path
   * @param kind what it is; with git's modes that decides permissions too: 0644, or 0755 for
   *     EXECUTABLE and DIRECTORY
   * @param objectId git's name of blob or tree, or one for a file from elsewhere: equal ids mean
   *     equal content
   * @param size bytes of a file or of a symlink's target, 0 otherwise
   */
  record Entry(String path, Kind kind, String objectId, long size) {

    /** The last part of the path. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}

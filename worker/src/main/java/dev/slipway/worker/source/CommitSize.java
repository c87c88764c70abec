package dev.slipway.worker.source;

import dev.slipway.git.SourceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * Refuses commits beyond the limits, by what trees say and without reading a file. A folder that
 * occurs a thousand times is counted a thousand times and looked at once, which is how a few
 * objects can be made to stand for more files than there are disks for; folders of earlier commits
 * are remembered.
 */
final class CommitSize {

  /** Far beyond what paths can be on any file system. */
  private static final int DEEPEST = 500;

  private static final int REMEMBERED = 50_000;
  private static final long LARGEST_TREE = 128L * 1024 * 1024;

  private final SourceLimits limits;
  private final Map<ObjectId, Total> folders =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, Total> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Of a folder with all below it; never above what a limit and one entry more make. */
  private record Total(long files, long bytes) {}

  CommitSize(SourceLimits limits) {
    this.limits = limits;
  }

  /**
   * Looks at a commit.
   *
   * @throws SourceException when it is beyond a limit; the message says which
   */
  void check(Repository repository, RevCommit commit) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      of(commit.getTree(), "", 1, reader);
    }
  }

  private Total of(AnyObjectId tree, String path, int depth, ObjectReader reader)
      throws IOException {
    ObjectId id = tree.copy();
    Optional<Total> known = remembered(id);
    if (known.isPresent()) {
      return known.get();
    }
    Total counted = count(id, path, depth, reader);
    remember(id, counted);
    return counted;
  }

  private synchronized Optional<Total> remembered(ObjectId id) {
    return Optional.ofNullable(folders.get(id));
  }

  private synchronized void remember(ObjectId id, Total total) {
    folders.put(id, total);
  }

  private Total count(ObjectId tree, String path, int depth, ObjectReader reader)
      throws IOException {
    if (depth > DEEPEST) {
      throw SourceException.lasting(
          "The commit has folders within folders, more than " + DEEPEST + " levels deep.", null);
    }
    if (reader.getObjectSize(tree, Constants.OBJ_TREE) > LARGEST_TREE) {
      throw LimitedRepository.tooMany(limits.files() + 1, limits);
    }
    long files = 0;
    long bytes = 0;
    var parser = new CanonicalTreeParser(null, reader, tree);
    for (; !parser.eof(); parser.next()) {
      FileMode mode = parser.getEntryFileMode();
      ObjectId id = parser.getEntryObjectId();
      files++;
      if (mode.equals(FileMode.TREE)) {
        Total below = of(id, path + parser.getEntryPathString() + "/", depth + 1, reader);
        files += below.files();
        bytes += below.bytes();
      } else if (!mode.equals(FileMode.GITLINK)) {
        long size = reader.getObjectSize(id, Constants.OBJ_BLOB);
        requireSmall(path + parser.getEntryPathString(), size);
        bytes += size;
      }
      requireFew(files, bytes);
    }
    return new Total(files, bytes);
  }

  private void requireFew(long files, long bytes) throws SourceException {
    if (files > limits.files()) {
      throw LimitedRepository.tooMany(files, limits);
    }
    if (bytes > limits.bytes()) {
      throw SourceException.lasting(
          "The commit's files are at least "
              + bytes
              + " bytes together; this worker takes up to "
              + limits.bytes()
              + " (slipway.worker.source.max-size).",
          null);
    }
  }

  private void requireSmall(String path, long size) throws SourceException {
    if (size > limits.file()) {
      throw tooLarge("\"" + path + "\"", String.valueOf(size), limits);
    }
  }

  static SourceException tooLarge(String what, String size, SourceLimits limits) {
    return SourceException.lasting(
        "The commit holds "
            + what
            + " of "
            + size
            + " bytes; this worker takes files up to "
            + limits.file()
            + " (slipway.worker.source.largest-file). Large files belong into Git LFS, or are"
            + " downloaded with ADD.",
        null);
  }
}

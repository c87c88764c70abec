package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.git.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of a commit in a bare cache. Every call has its own reader, so threads may share it.
 */
final class GitSourceTree implements SourceTree {

  private final Repository repository;
  private final RevCommit commit;
  private final Runnable onDamage;

  /**
   * @param repository closed with this tree
   * @param commit parsed, with its body
   * @param onDamage called when objects prove missing or corrupt
   */
  GitSourceTree(Repository repository, RevCommit commit, Runnable onDamage) {
    this.repository = repository;
    this.commit = commit;
    this.onDamage = onDamage;
  }

  @Override
  public CommitSha commit() {
    return new CommitSha(commit.name());
  }

  @Override
  public Instant commitTime() {
    return Instant.ofEpochSecond(commit.getCommitTime());
  }

  @Override
  public String message() {
    return commit.getFullMessage();
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    if (path.isEmpty()) {
      return Optional.of(new Entry("", Kind.DIRECTORY, commit.getTree().name(), 0));
    }
    return reading(
        reader -> {
          try (TreeWalk walk = TreeWalk.forPath(reader, path, commit.getTree())) {
            return walk == null
                ? Optional.empty()
                : Optional.of(entry(reader, path, walk.getFileMode(0), walk.getObjectId(0)));
          }
        });
  }

  @Override
  public List<Entry> children(Entry directory) throws IOException {
    String prefix = directory.path().isEmpty() ? "" : directory.path() + "/";
    return reading(
        reader -> {
          List<Entry> children = new ArrayList<>();
          var parser =
              new CanonicalTreeParser(null, reader, ObjectId.fromString(directory.objectId()));
          for (; !parser.eof(); parser.next()) {
            String path = prefix + safeName(parser.getEntryPathString());
            children.add(entry(reader, path, parser.getEntryFileMode(), parser.getEntryObjectId()));
          }
          return children;
        });
  }

  @Override
  public InputStream open(Entry entry) throws IOException {
    return reading(
        reader ->
            repository
                .open(ObjectId.fromString(entry.objectId()), Constants.OBJ_BLOB)
                .openStream());
  }

  @Override
  public void close() {
    repository.close();
  }

  /** Git itself makes no such names; a forged tree could climb out of the folder it is put in. */
  private static String safeName(String name) throws SourceException {
    boolean unsafe =
        name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.equalsIgnoreCase(".git")
            || name.indexOf('/') >= 0
            || name.indexOf('\0') >= 0;
    if (unsafe) {
      throw SourceException.lasting(
          "The commit holds a file named \"" + name + "\", which Git does not allow.", null);
    }
    return name;
  }

  private static Entry entry(ObjectReader reader, String path, FileMode mode, ObjectId id)
      throws IOException {
    Kind kind = kind(mode);
    boolean hasSize = kind != Kind.DIRECTORY && kind != Kind.SUBMODULE;
    long size = hasSize ? reader.getObjectSize(id, Constants.OBJ_BLOB) : 0;
    return new Entry(path, kind, id.name(), size);
  }

  private static Kind kind(FileMode mode) {
    if (mode.equals(FileMode.TREE)) {
      return Kind.DIRECTORY;
    }
    if (mode.equals(FileMode.SYMLINK)) {
      return Kind.SYMLINK;
    }
    if (mode.equals(FileMode.GITLINK)) {
      return Kind.SUBMODULE;
    }
    return mode.equals(FileMode.EXECUTABLE_FILE) ? Kind.EXECUTABLE : Kind.FILE;
  }

  private <T> T reading(Reading<T> reading) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return reading.with(reader);
    } catch (MissingObjectException | CorruptObjectException e) {
      onDamage.run();
      throw SourceException.passing(
          "The worker's copy of the repository is damaged ("
              + e.getMessage()
              + "); it is fetched"
              + " anew at the next build.",
          e);
    }
  }

  private interface Reading<T> {
    T with(ObjectReader reader) throws IOException;
  }
}

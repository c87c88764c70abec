package dev.slipway.standalone.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** A bare Git repository with a small web page and a Dockerfile, which gets a commit each time. */
final class SampleRepository implements AutoCloseable {

  static final String BRANCH = "main";

  private static final String REF = Constants.R_HEADS + BRANCH;
  private static final String DOCKERFILE =
      """
      FROM scratch
      COPY site/ /srv/site/
      LABEL org.opencontainers.image.description="A page, built by Slipway's demo"
      """;

  private final Repository repository;

  private SampleRepository(Repository repository) {
    this.repository = repository;
  }

  /** Opens it, made when missing. */
  static SampleRepository open(Path folder) throws IOException {
    Repository repository =
        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    if (!Files.exists(folder.resolve(Constants.HEAD))) {
      repository.create(true);
      repository.updateRef(Constants.HEAD).link(REF);
    }
    return new SampleRepository(repository);
  }

  /** For those who serve it. */
  Repository repository() {
    return repository;
  }

  /**
   * Adds a commit to the branch.
   *
   * @return the branch's move
   */
  Push commit(Instant now) throws IOException {
    ObjectId before = repository.resolve(REF);
    int number = before == null ? 1 : count(before) + 1;
    String message = "Greet for the " + ordinal(number) + " time";
    ObjectId after = insert(number, message, before, now);
    RefUpdate update = repository.updateRef(REF);
    update.setExpectedOldObjectId(before == null ? ObjectId.zeroId() : before);
    update.setNewObjectId(after);
    RefUpdate.Result result = update.update();
    if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
      throw new IOException("the demo's branch could not be moved: " + result);
    }
    return new Push(before == null ? null : before.name(), after.name(), message, now);
  }

  @Override
  public void close() {
    repository.close();
  }

  private ObjectId insert(int number, String message, @Nullable ObjectId parent, Instant now)
      throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      TreeFormatter site = new TreeFormatter();
      site.append("index.html", FileMode.REGULAR_FILE, blob(inserter, page(number)));
      TreeFormatter root = new TreeFormatter();
      root.append("Dockerfile", FileMode.REGULAR_FILE, blob(inserter, DOCKERFILE));
      root.append("site", FileMode.TREE, inserter.insert(site));
      PersonIdent author =
          new PersonIdent("Slipway demo", "demo@slipway.invalid", now, ZoneOffset.UTC);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(inserter.insert(root));
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message + "\n");
      if (parent != null) {
        commit.setParentId(parent);
      }
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private int count(ObjectId tip) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(tip));
      int count = 0;
      for (RevCommit ignored = walk.next(); ignored != null; ignored = walk.next()) {
        count++;
      }
      return count;
    }
  }

  private static ObjectId blob(ObjectInserter inserter, String content) throws IOException {
    return inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String page(int number) {
    return """
        <!doctype html>
        <title>Hello</title>
        <h1>Hello from Slipway</h1>
        <p>This page was pushed for the %s time.</p>
        """
        .formatted(ordinal(number));
  }

  private static String ordinal(int number) {
    int tens = number % 100;
    if (tens >= 11 && tens <= 13) {
      return number + "th";
    }
    return switch (number % 10) {
      case 1 -> number + "st";
      case 2 -> number + "nd";
      case 3 -> number + "rd";
      default -> number + "th";
    };
  }

  /**
   * A move of the branch.
   *
   * @param before where it pointed, null for a new branch
   * @param after where it points
   * @param message the commit's first line
   * @param at when
   */
  record Push(@Nullable String before, String after, String message, Instant at) {}
}

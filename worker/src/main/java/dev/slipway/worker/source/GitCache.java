package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.git.RememberedKeys;
import dev.slipway.worker.cache.CacheEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * One repository's bare object database on the worker's disk. It holds no credential and no remote.
 * Every fetched commit gets a private ref, because a fetch by commit makes none and a later gc
 * would drop it; the newest commits are kept, since the next fetch gets only what differs from
 * them.
 */
final class GitCache {

  private static final String KEPT_COMMITS = "refs/slipway/commits/";
  private static final int COMMITS_TO_KEEP = 10;
  private static final int PACKS_WORTH_GC = 50;

  private final Path folder;

  GitCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The bare repository, made anew where there is none or where it was found damaged.
   *
   * @param limits of what is fetched into it
   */
  LimitedRepository open(SourceLimits limits) throws IOException {
    if (Files.exists(damageMark())) {
      discard();
    }
    CacheEntry.use(folder);
    LimitedRepository repository =
        new LimitedRepository(
            new FileRepositoryBuilder().setGitDir(database().toFile()).setBare().setup(), limits);
    if (!repository.getObjectDatabase().exists()) {
      Files.createDirectories(folder);
      repository.create(true);
    }
    return repository;
  }

  /** The commit with its message, if it is here. */
  Optional<RevCommit> find(Repository repository, CommitSha commit) throws IOException {
    return repository.exactRef(KEPT_COMMITS + commit) == null
        ? Optional.empty()
        : parse(repository, ObjectId.fromString(commit.value()));
  }

  /** What an object is, or leads to as an annotated tag does. */
  static Optional<RevCommit> parse(Repository repository, ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(id);
      walk.parseBody(commit);
      walk.parseTree(commit.getTree());
      return Optional.of(commit);
    } catch (MissingObjectException e) {
      return Optional.empty();
    }
  }

  /** Protects a commit from gc, and lets go of the oldest ones. */
  void keep(Repository repository, RevCommit commit) throws IOException {
    RefUpdate update = repository.updateRef(KEPT_COMMITS + commit.name());
    update.setNewObjectId(commit);
    RefUpdate.Result result = update.forceUpdate();
    if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
      throw new IOException("the cache of sources can't be written: " + result);
    }
    List<Ref> kept = repository.getRefDatabase().getRefsByPrefix(KEPT_COMMITS);
    if (kept.size() > COMMITS_TO_KEEP) {
      dropOldest(
          repository, kept.stream().filter(ref -> !ref.getObjectId().equals(commit)).toList());
    }
  }

  private static void dropOldest(Repository repository, List<Ref> kept) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      record Dated(Ref ref, int time) {}
      List<Dated> dated = new java.util.ArrayList<>();
      for (Ref ref : kept) {
        dated.add(new Dated(ref, walk.parseCommit(ref.getObjectId()).getCommitTime()));
      }
      dated.sort(Comparator.comparingInt(Dated::time));
      for (Dated oldest : dated.subList(0, dated.size() + 1 - COMMITS_TO_KEEP)) {
        RefUpdate deletion = repository.updateRef(oldest.ref().getName());
        deletion.setForceUpdate(true);
        deletion.delete();
      }
    }
  }

  /** Packs the objects anew once fetches have left many packs. */
  void tidy(Repository repository) throws IOException {
    if (packs() < PACKS_WORTH_GC) {
      return;
    }
    try (Git git = new Git(repository)) {
      git.gc().call();
    } catch (GitAPIException e) {
      throw new IOException("the cache of sources can't be packed: " + e.getMessage(), e);
    }
  }

  private long packs() throws IOException {
    Path packs = database().resolve("objects/pack");
    if (!Files.isDirectory(packs)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(packs)) {
      return files.filter(file -> file.toString().endsWith(".pack")).count();
    }
  }

  /** Makes the next {@link #open} start from nothing. */
  void markDamaged() {
    try {
      Files.createDirectories(folder);
      Files.writeString(damageMark(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws the objects away; readers that still have them open may finish. */
  void discard() throws IOException {
    Folders.delete(database());
    Files.deleteIfExists(damageMark());
  }

  /** The SSH host keys seen first. */
  RememberedKeys rememberedKeys() {
    Path file = folder.resolve("known_hosts");
    return new RememberedKeys() {
      @Override
      public String read() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
      }

      @Override
      public void write(String lines) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(file, lines);
      }
    };
  }

  private Path database() {
    return folder.resolve("objects.git");
  }

  private Path damageMark() {
    return folder.resolve("damaged");
  }
}

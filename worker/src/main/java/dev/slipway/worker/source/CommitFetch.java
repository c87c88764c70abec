package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.git.FetchFailures;
import dev.slipway.git.RemoteAccess;
import dev.slipway.git.SourceException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Gets one commit without its history. Asked for by its name first, which is one small answer; a
 * server that refuses that is asked for the ref, deeper and deeper until the commit is among it.
 */
final class CommitFetch {

  private static final String TIP = "refs/slipway/tip";
  private static final String HEADS = "refs/slipway/heads/";
  private static final int[] DEPTHS = {1, 50, Integer.MAX_VALUE};

  private final RemoteAccess remote;
  private final LimitedRepository repository;
  private final GitUrl url;
  private final ProgressMonitor progress;

  CommitFetch(
      RemoteAccess remote, LimitedRepository repository, GitUrl url, ProgressMonitor progress) {
    this.remote = remote;
    this.repository = repository;
    this.url = url;
    this.progress = progress;
  }

  /**
   * @param ref null where only the commit is known
   * @param commit null for the ref's tip
   * @throws SourceException when ref or commit are gone
   * @throws IOException when the conversation failed
   */
  RevCommit fetch(@Nullable RefName ref, @Nullable CommitSha commit) throws IOException {
    if (commit == null) {
      return tip(Objects.requireNonNull(ref));
    }
    if (fetchByName(commit)) {
      Optional<RevCommit> found = find(commit);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return ref == null ? ofAnyBranch(commit) : ofRef(ref, commit);
  }

  private Optional<RevCommit> find(CommitSha commit) throws IOException {
    return GitCache.parse(repository, ObjectId.fromString(commit.value()));
  }

  private RevCommit ofAnyBranch(CommitSha commit) throws IOException {
    for (int depth : DEPTHS) {
      fetch(new RefSpec("+refs/heads/*:" + HEADS + "*"), depth);
      Optional<RevCommit> found = find(commit);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw SourceException.lasting(
        "Commit "
            + commit.abbreviated()
            + " is in no branch of "
            + url
            + "; perhaps it was never pushed there, or a force-push removed it.",
        null);
  }

  private RevCommit ofRef(RefName ref, CommitSha commit) throws IOException {
    for (int depth : DEPTHS) {
      fetchRef(ref, depth);
      Optional<RevCommit> found = find(commit);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw SourceException.lasting(
        "Commit "
            + commit.abbreviated()
            + " is no longer in "
            + ref.type().wireName()
            + " \""
            + ref.name()
            + "\" of "
            + url
            + "; perhaps a force-push removed it. Build the "
            + ref.type().wireName()
            + " again to get its newest commit.",
        null);
  }

  private boolean fetchByName(CommitSha commit) throws IOException {
    try {
      fetch(new RefSpec(commit.value()), 1);
      return true;
    } catch (TransportException e) {
      if (FetchFailures.isAboutObjects(e)) {
        return false;
      }
      throw e;
    }
  }

  private RevCommit tip(RefName ref) throws IOException {
    ObjectId tip = fetchRef(ref, 1);
    return GitCache.parse(repository, tip)
        .orElseThrow(
            () -> SourceException.lasting("\"" + ref.name() + "\" leads to no commit.", null));
  }

  private ObjectId fetchRef(RefName ref, int depth) throws IOException {
    try {
      fetch(new RefSpec("+" + ref.fullName() + ":" + TIP), depth);
    } catch (TransportException e) {
      if (FetchFailures.isAboutMissingRef(e)) {
        throw gone(ref, e);
      }
      throw e;
    }
    Ref tip = repository.exactRef(TIP);
    if (tip == null) {
      throw gone(ref, null);
    }
    return tip.getObjectId();
  }

  private SourceException gone(RefName ref, @Nullable Throwable cause) {
    return SourceException.lasting(
        "There is no "
            + ref.type().wireName()
            + " \""
            + ref.name()
            + "\" in "
            + url
            + "; perhaps it was deleted after the push.",
        cause);
  }

  private void fetch(RefSpec what, int depth) throws IOException {
    if (depth > 1 || what.isWildcard()) {
      repository.expectHistory();
    }
    try (Transport transport = remote.transport(repository)) {
      transport.setDepth(depth);
      transport.fetch(progress, List.of(what));
    }
  }
}

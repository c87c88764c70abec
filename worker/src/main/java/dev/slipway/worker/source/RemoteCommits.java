package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.git.FetchFailures;
import dev.slipway.git.RemoteAccess;
import dev.slipway.git.SourceException;
import dev.slipway.worker.engine.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * Brings commits from remotes into caches. Faults that may pass are tried again; a damaged cache is
 * filled anew.
 */
final class RemoteCommits {

  private final Path home;
  private final AddressPolicy policy;
  private final List<Duration> retryPauses;
  private final SourceLimits limits;
  private final CommitSize size;

  /**
   * @param home an empty folder for SSH
   */
  RemoteCommits(Path home, AddressPolicy policy, List<Duration> retryPauses, SourceLimits limits) {
    this.limits = limits;
    this.size = new CommitSize(limits);
    this.home = home;
    this.policy = policy;
    this.retryPauses = List.copyOf(retryPauses);
  }

  /**
   * Opens a commit, fetched first where the cache lacks it. One caller per cache at a time.
   *
   * @return its files, to be closed by the caller
   */
  GitSourceTree fetch(GitCache cache, WantedCommit wanted, BuildLog log)
      throws SourceException, InterruptedException {
    for (Duration pause : retryPauses) {
      try {
        return fetchOnce(cache, wanted, log);
      } catch (SourceException e) {
        if (!e.worthRetrying()) {
          throw e;
        }
        log.line(e.getMessage() + " Trying again in " + pause.toSeconds() + " s.");
        Thread.sleep(pause.toMillis());
      }
    }
    return fetchOnce(cache, wanted, log);
  }

  private GitSourceTree fetchOnce(GitCache cache, WantedCommit wanted, BuildLog log)
      throws SourceException, InterruptedException {
    try {
      try {
        return fetchInto(cache, wanted, log);
      } catch (IOException e) {
        if (!isDamage(e)) {
          throw e;
        }
        log.line("The worker's copy of the repository is damaged; fetching it anew.");
        cache.discard();
        return fetchInto(cache, wanted, log);
      }
    } catch (IOException e) {
      throw isTooLarge(e)
          ? CommitSize.tooLarge("a file", "more than " + limits.file(), limits)
          : FetchFailures.explain(wanted.url(), e);
    }
  }

  private static boolean isTooLarge(IOException failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof TooLargeObjectInPackException) {
        return true;
      }
    }
    return false;
  }

  private GitSourceTree fetchInto(GitCache cache, WantedCommit wanted, BuildLog log)
      throws IOException, InterruptedException {
    LimitedRepository repository = cache.open(limits);
    try {
      RevCommit commit = inCache(cache, repository, wanted.commit()).orElse(null);
      if (commit == null) {
        log.line("Fetching " + wanted.description() + " from " + wanted.url());
        commit = fromRemote(cache, repository, wanted, log);
        size.check(repository, commit);
        cache.keep(repository, commit);
        cache.tidy(repository);
      } else {
        size.check(repository, commit);
      }
      log.line("Commit " + commit.name() + " " + commit.getShortMessage());
      return new GitSourceTree(repository, commit, cache::markDamaged);
    } catch (IOException | InterruptedException | RuntimeException e) {
      repository.close();
      throw e;
    }
  }

  private static Optional<RevCommit> inCache(
      GitCache cache, Repository repository, @Nullable CommitSha commit) throws IOException {
    return commit == null ? Optional.empty() : cache.find(repository, commit);
  }

  private RevCommit fromRemote(
      GitCache cache, LimitedRepository repository, WantedCommit wanted, BuildLog log)
      throws IOException, InterruptedException {
    FetchProgress progress = new FetchProgress(log);
    Path emptyHome = Files.createDirectories(home);
    try (RemoteAccess remote =
        RemoteAccess.open(
            wanted.url(), wanted.source(), policy, cache.rememberedKeys(), emptyHome)) {
      try {
        CommitFetch fetch = new CommitFetch(remote, repository, wanted.url(), progress);
        return StoppableCall.run(
            "fetch-" + wanted.url().host(),
            () -> fetch.fetch(wanted.ref(), wanted.commit()),
            () -> {
              progress.cancel();
              remote.close();
            });
      } catch (IOException e) {
        throw remote.hostKeyRefusal().<IOException>map(refusal -> refusal).orElse(e);
      }
    }
  }

  /** Whether the cache itself is broken, rather than the way to the remote. */
  private static boolean isDamage(IOException failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof CorruptObjectException
          || at instanceof MissingObjectException
          || at instanceof PackInvalidException
          || at instanceof RepositoryNotFoundException) {
        return true;
      }
    }
    return false;
  }
}

package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitUrl;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * The commits of all repositories that this worker builds, each repository in a cache of its own
 * under one folder.
 */
public final class GitSources {

  private final Path folder;
  private final AddressPolicy policy;
  private final List<Duration> retryPauses;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  /**
   * @param folder where the caches are
   * @param policy which addresses may be fetched from
   * @param retryPauses how long to wait before each further try of a fault that may pass
   */
  public GitSources(Path folder, AddressPolicy policy, List<Duration> retryPauses) {
    this.folder = folder;
    this.policy = policy;
    this.retryPauses = List.copyOf(retryPauses);
  }

  /**
   * Fetches a commit, without its history and without submodules. One that is in the cache already
   * is not asked for again. Blocks; stops soon after its thread is interrupted.
   *
   * @return its files, to be closed by the caller
   * @throws SourceException when it can't be had; the message is fit for the repository's owner
   */
  public SourceTree fetch(SourceRequest request, BuildLog log)
      throws SourceException, InterruptedException {
    GitUrl url = parse(request.source().cloneUrl());
    ReentrantLock lock = locks.computeIfAbsent(request.repositoryId(), id -> new ReentrantLock());
    lock.lockInterruptibly();
    try {
      return fetchWithRetries(request, url, log);
    } finally {
      lock.unlock();
    }
  }

  private static GitUrl parse(String cloneUrl) throws SourceException {
    try {
      return GitUrl.parse(cloneUrl);
    } catch (IllegalArgumentException e) {
      throw SourceException.lasting("The source can't be fetched: " + e.getMessage() + ".", e);
    }
  }

  private SourceTree fetchWithRetries(SourceRequest request, GitUrl url, BuildLog log)
      throws SourceException, InterruptedException {
    for (Duration pause : retryPauses) {
      try {
        return fetchOnce(request, url, log);
      } catch (SourceException e) {
        if (!e.worthRetrying()) {
          throw e;
        }
        log.line(e.getMessage() + " Trying again in " + pause.toSeconds() + " s.");
        Thread.sleep(pause.toMillis());
      }
    }
    return fetchOnce(request, url, log);
  }

  private SourceTree fetchOnce(SourceRequest request, GitUrl url, BuildLog log)
      throws SourceException, InterruptedException {
    GitCache cache = new GitCache(folder.resolve(request.repositoryId()));
    try {
      try {
        return fetchInto(cache, request, url, log);
      } catch (IOException e) {
        if (!isDamage(e)) {
          throw e;
        }
        log.line("The worker's copy of the repository is damaged; fetching it anew.");
        cache.discard();
        return fetchInto(cache, request, url, log);
      }
    } catch (IOException e) {
      throw FetchFailures.explain(url, e);
    }
  }

  private SourceTree fetchInto(GitCache cache, SourceRequest request, GitUrl url, BuildLog log)
      throws IOException, InterruptedException {
    Repository repository = cache.open();
    try {
      RevCommit commit = inCache(cache, repository, request.commit()).orElse(null);
      if (commit == null) {
        log.line("Fetching " + what(request) + " from " + url);
        commit = fromRemote(cache, repository, request, url, log);
        cache.keep(repository, commit);
        cache.tidy(repository);
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
      GitCache cache, Repository repository, SourceRequest request, GitUrl url, BuildLog log)
      throws IOException, InterruptedException {
    FetchProgress progress = new FetchProgress(log);
    Path home = Files.createDirectories(folder.resolve("no-home"));
    try (RemoteAccess remote =
        RemoteAccess.open(url, request.source(), policy, cache.rememberedKeys(), home)) {
      try {
        CommitFetch fetch = new CommitFetch(remote, repository, url, progress);
        return StoppableCall.run(
            "fetch-" + request.repositoryId(),
            () -> fetch.fetch(request.ref(), request.commit()),
            () -> {
              progress.cancel();
              remote.close();
            });
      } catch (IOException e) {
        throw remote.hostKeyRefusal().<IOException>map(refusal -> refusal).orElse(e);
      }
    }
  }

  private static String what(SourceRequest request) {
    String ref = request.ref().type().wireName() + " " + request.ref().name();
    CommitSha commit = request.commit();
    return commit == null ? ref : "commit " + commit.abbreviated() + " of " + ref;
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

package dev.slipway.worker.source;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.git.FetchFailures;
import dev.slipway.git.SourceException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.source.lfs.LfsAccess;
import dev.slipway.worker.source.lfs.LfsLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The commits of all repositories that this worker builds, each repository in a cache of its own
 * under one folder.
 */
public final class GitSources {

  private final Path folder;
  private final RemoteCommits remotes;
  private final SubmoduleHosts submoduleHosts;
  private final LfsAccess lfs;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  /**
   * @param folder where the caches are
   * @param policy which addresses may be fetched from
   * @param retryPauses how long to wait before each further try of a fault that may pass
   * @param submoduleHosts where submodules may come from beside the source's own host, a comma list
   *     of {@code host} or {@code host:port}
   * @param limits bounds commits
   * @param lfsLimits bounds what Git LFS may bring
   */
  public GitSources(
      Path folder,
      AddressPolicy policy,
      List<Duration> retryPauses,
      String submoduleHosts,
      SourceLimits limits,
      LfsLimits lfsLimits) {
    this.folder = folder;
    this.remotes = new RemoteCommits(folder.resolve("no-home"), policy, retryPauses, limits);
    this.submoduleHosts = SubmoduleHosts.parse(submoduleHosts);
    this.lfs = new LfsAccess(policy, lfsLimits, retryPauses);
  }

  /**
   * Fetches a commit without its history, with its submodules where they are wanted. What is in the
   * cache already is not asked for again. Blocks; stops soon after its thread is interrupted.
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
      return fetch(request, url, log);
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

  private SourceTree fetch(SourceRequest request, GitUrl url, BuildLog log)
      throws SourceException, InterruptedException {
    Path place = folder.resolve(request.repositoryId());
    SourceTree commit =
        remotes.fetch(
            new GitCache(place),
            new WantedCommit(request.source(), url, request.ref(), request.commit()),
            log);
    try {
      return complete(commit, request, place, log);
    } catch (IOException e) {
      commit.close();
      throw FetchFailures.explain(url, e);
    } catch (InterruptedException | RuntimeException e) {
      commit.close();
      throw e;
    }
  }

  private SourceTree complete(SourceTree commit, SourceRequest request, Path place, BuildLog log)
      throws IOException, InterruptedException {
    TreeView view =
        request.lfs() ? lfs.begin(place.resolve("lfs"), log)::view : (tree, source, ref) -> tree;
    SourceTree tree = view.of(commit, request.source(), request.ref());
    if (!request.submodules()) {
      Submodules.tellOfOthers(tree, log);
      return tree;
    }
    ModuleCaches caches = new ModuleCaches(place.resolve("modules"));
    return new Submodules(remotes, caches, submoduleHosts, view, request.source(), log).mount(tree);
  }
}

package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.SourceException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.source.SourceTree.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fetches a commit's submodules, each in exactly the commit that its gitlink names. For one build.
 */
final class Submodules {

  private static final int DEEPEST = 5;
  private static final int MOST = 100;

  private final RemoteCommits remotes;
  private final ModuleCaches caches;
  private final SubmoduleHosts hosts;
  private final TreeView view;
  private final Source source;
  private final GitUrl sourceUrl;
  private final BuildLog log;
  private final Map<String, SourceTree> mounted = new TreeMap<>();

  /**
   * @param view of each submodule
   * @param source of the commit, whose credentials go to its own origin only
   */
  Submodules(
      RemoteCommits remotes,
      ModuleCaches caches,
      SubmoduleHosts hosts,
      TreeView view,
      Source source,
      BuildLog log) {
    this.remotes = remotes;
    this.caches = caches;
    this.hosts = hosts;
    this.view = view;
    this.source = source;
    this.sourceUrl = GitUrl.parse(source.cloneUrl());
    this.log = log;
  }

  /** Says which submodules a commit has whose folders stay empty. */
  static void tellOfOthers(SourceTree tree, BuildLog log) throws IOException {
    List<String> paths = new ArrayList<>();
    try {
      for (GitModule module : GitModules.read(tree)) {
        if (module.fault().isEmpty() && GitModules.gitlink(tree, module).isPresent()) {
          paths.add(module.path());
        }
      }
    } catch (SourceException e) {
      log.line("WARNING: " + e.getMessage());
    }
    if (!paths.isEmpty()) {
      log.line(
          "WARNING: Git submodules are not fetched, so "
              + String.join(", ", paths.subList(0, Math.min(5, paths.size())))
              + (paths.size() > 5 ? " and " + (paths.size() - 5) + " more" : "")
              + " stay empty; switch submodules on in the repository's settings to have them.");
    }
  }

  /**
   * Fetches all submodules, and theirs.
   *
   * @return the tree with their files in it; closing it closes the given one
   * @throws SourceException when one may not or can't be fetched; the message names it
   */
  SourceTree mount(SourceTree tree) throws IOException, InterruptedException {
    try {
      fetchAll(tree, "", sourceUrl, 1);
      caches.prune();
      return mounted.isEmpty() ? tree : new MountedTree(tree, mounted);
    } catch (IOException | InterruptedException | RuntimeException e) {
      mounted.values().forEach(SourceTree::close);
      throw e;
    }
  }

  private void fetchAll(SourceTree tree, String prefix, GitUrl url, int depth)
      throws IOException, InterruptedException {
    for (GitModule module : GitModules.read(tree)) {
      Optional<String> fault = module.fault();
      if (fault.isPresent()) {
        throw module.refused(fault.get());
      }
      Optional<Entry> gitlink = GitModules.gitlink(tree, module);
      if (gitlink.isPresent()) {
        requireFew(module, depth);
        GitUrl remote = module.remote(url);
        SourceTree fetched = fetch(module, remote, new CommitSha(gitlink.get().objectId()));
        mounted.put(prefix + module.path(), fetched);
        fetchAll(fetched, prefix + module.path() + "/", remote, depth + 1);
      }
    }
  }

  private void requireFew(GitModule module, int depth) throws SourceException {
    if (depth > DEEPEST) {
      throw module.refused("submodules within submodules are fetched " + DEEPEST + " levels deep");
    }
    if (mounted.size() >= MOST) {
      throw module.refused("a build may have at most " + MOST + " submodules");
    }
  }

  private SourceTree fetch(GitModule module, GitUrl remote, CommitSha commit)
      throws IOException, InterruptedException {
    Optional<String> refusal = hosts.refusal(remote, sourceUrl);
    if (refusal.isPresent()) {
      throw module.refused(refusal.get());
    }
    log.line("Submodule " + module.path());
    try {
      Source credentials = credentials(source, remote);
      WantedCommit wanted = new WantedCommit(credentials, remote, null, commit);
      return view.of(remotes.fetch(caches.open(remote), wanted, log), credentials, null);
    } catch (SourceException e) {
      throw SourceException.lasting(module.problem(String.valueOf(e.getMessage())), e);
    }
  }

  /** The source's own, but for its own origin only. */
  static Source credentials(Source source, GitUrl remote) {
    String url = remote.toString();
    return remote.origin().equals(GitUrl.parse(source.cloneUrl()).origin())
        ? new Source(source.provider(), url, source.username(), source.password(), null, null)
        : new Source(GitProvider.GIT, url, null, null, null, null);
  }
}

package dev.slipway.gateway.provider.github;

import dev.slipway.gateway.provider.MalformedDeliveryException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The paths that a push to a branch changed, if its body is sure to name them all. GitHub lists at
 * most 2,048 commits; a new branch and rewritten history aren't told by their commits alone, and a
 * commit that isn't distinct came by another ref before.
 */
final class ChangedPaths {

  private static final int MAX_COMMITS = 2_048;

  /** Where a commit changes more than this, GitHub's lists end. */
  private static final int MAX_PATHS = 3_000;

  private ChangedPaths() {}

  static Optional<List<String>> of(GitHubPush push) throws MalformedDeliveryException {
    List<GitHubPush.@Nullable Commit> commits = push.commits();
    if (commits == null
        || commits.isEmpty()
        || commits.size() >= MAX_COMMITS
        || push.created()
        || push.forced()) {
      return Optional.empty();
    }
    Set<String> paths = new LinkedHashSet<>();
    for (int i = 0; i < commits.size(); i++) {
      if (!collect(commits.get(i), "commits[" + i + "]", paths) || paths.size() >= MAX_PATHS) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(paths));
  }

  private static boolean collect(
      GitHubPush.@Nullable Commit commit, String where, Set<String> paths)
      throws MalformedDeliveryException {
    if (commit == null) {
      throw new MalformedDeliveryException("\"" + where + "\" is null.");
    }
    return Boolean.TRUE.equals(commit.distinct())
        && addAll(commit.added(), where + ".added", paths)
        && addAll(commit.modified(), where + ".modified", paths)
        && addAll(commit.removed(), where + ".removed", paths);
  }

  private static boolean addAll(
      @Nullable List<@Nullable String> listed, String where, Set<String> paths)
      throws MalformedDeliveryException {
    if (listed == null) {
      return false;
    }
    for (String path : listed) {
      if (path == null) {
        throw new MalformedDeliveryException("\"" + where + "\" holds a null.");
      }
      paths.add(path);
    }
    return true;
  }
}

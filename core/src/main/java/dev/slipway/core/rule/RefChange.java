package dev.slipway.core.rule;

import dev.slipway.core.git.RefName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules look at: a ref that moved, and what is known of the push that moved it.
 *
 * @param ref the branch or tag
 * @param deleted whether it is gone
 * @param headMessage the head commit's message, null where it isn't known
 * @param defaultBranch the repository's default branch, null where it isn't known
 * @param changedPaths every path that the push changed, from the repository's root and without a
 *     leading slash; null where they aren't known, or not all of them
 */
public record RefChange(
    RefName ref,
    boolean deleted,
    @Nullable String headMessage,
    @Nullable String defaultBranch,
    @Nullable List<String> changedPaths) {

  public RefChange {
    changedPaths = changedPaths == null ? null : List.copyOf(changedPaths);
  }

  /** A ref as it stands, for previews and manual builds: nothing is known of how it came there. */
  public static RefChange of(RefName ref, @Nullable String defaultBranch) {
    return new RefChange(ref, false, null, defaultBranch, null);
  }
}

package dev.slipway.gateway.provider;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch or tag that moved.
 *
 * @param ref the ref
 * @param action what happened to it
 * @param commit where it points now, null exactly when deleted
 * @param before where it pointed, null when created or not told
 * @param forced whether the host says that history was rewritten
 * @param message the head commit's message, null where the body has none
 * @param changedPaths every path that changed, null unless the body is sure to name them all
 */
public record RefMove(
    RefName ref,
    Action action,
    @Nullable CommitSha commit,
    @Nullable CommitSha before,
    boolean forced,
    @Nullable String message,
    @Nullable List<String> changedPaths) {

  public RefMove {
    changedPaths = changedPaths == null ? null : List.copyOf(changedPaths);
    if ((action == Action.DELETED) != (commit == null)) {
      throw new IllegalArgumentException("a ref has no commit exactly when it was deleted");
    }
  }

  /** What happened to a ref that pointed and points there, of which one at most is null. */
  public static Action action(@Nullable CommitSha before, @Nullable CommitSha commit) {
    if (commit == null) {
      return Action.DELETED;
    }
    return before == null ? Action.CREATED : Action.UPDATED;
  }
}

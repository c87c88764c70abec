package dev.slipway.service.selection;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a selection comes to.
 *
 * @param targets the refs to build, the most wanted first
 * @param leftOut how many more there would be beyond the limit
 * @param unseen why refs that only the remote knows are missing; null when none is
 */
public record Selected(List<Target> targets, int leftOut, @Nullable String unseen) {

  public Selected {
    targets = List.copyOf(targets);
  }

  /** What people should know of what isn't built; empty, or sentences after a space. */
  public String remark() {
    String limit = leftOut == 0 ? "" : " Left out, for there is a limit of refs: " + leftOut + ".";
    return unseen == null ? limit : limit + " Rules with patterns were left out: " + unseen;
  }

  /**
   * A ref to build.
   *
   * @param ref the branch or tag
   * @param commit where it points; null when the remote wasn't asked
   * @param rules the ids of the rules that build it, at least one
   */
  public record Target(RefName ref, @Nullable CommitSha commit, Set<String> rules) {

    public Target {
      rules = Set.copyOf(rules);
    }
  }
}

package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants built by hand.
 *
 * @param ref the branch or tag
 * @param rule only by the rule with this id; null for all that match
 * @param commit this very commit of it; null for its tip when a worker fetches it
 * @param cache false builds with nothing of earlier builds
 */
public record ManualWish(
    RefName ref, @Nullable String rule, @Nullable CommitSha commit, boolean cache) {

  /** The tip of a ref, by every rule that matches it. */
  public static ManualWish ofTip(RefName ref) {
    return new ManualWish(ref, null, null, true);
  }

  boolean asks(String ruleId) {
    return rule == null || rule.equals(ruleId);
  }
}

package dev.slipway.service.reconcile;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.delivery.RefHistory.Known;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ref that is elsewhere than deliveries told.
 *
 * @param ref the branch or tag
 * @param known what is known of it; null when nothing is
 * @param commit where it is; null when it is gone
 * @param since which look saw it there first
 */
record Difference(RefName ref, @Nullable Known known, @Nullable CommitSha commit, Instant since) {

  /** Where it was as far as known; null when it wasn't. */
  @Nullable String before() {
    return known == null ? null : known.commit();
  }

  Difference since(Instant earlier) {
    return new Difference(ref, known, commit, earlier);
  }

  /** The same as a build's cause tells it. */
  String detail() {
    String to = commit == null ? "gone" : commit.abbreviated();
    String from = before();
    String move = from == null ? " at " + to : " " + new CommitSha(from).abbreviated() + " → " + to;
    return ref.name() + move + ", no delivery told it";
  }
}

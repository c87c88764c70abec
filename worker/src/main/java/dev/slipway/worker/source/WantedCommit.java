package dev.slipway.worker.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment.Source;
import org.jspecify.annotations.Nullable;

/**
 * One commit of one remote. At least one of ref and commit is given.
 *
 * @param source the remote's credentials
 * @param url where it is
 * @param ref the ref that the commit belongs to; null where nobody knows, as for a submodule
 * @param commit the commit; null means the ref's tip
 */
record WantedCommit(Source source, GitUrl url, @Nullable RefName ref, @Nullable CommitSha commit) {

  WantedCommit {
    if (ref == null && commit == null) {
      throw new IllegalArgumentException("neither ref nor commit");
    }
  }

  /** For the log. */
  String description() {
    String name = ref == null ? "" : ref.type().wireName() + " " + ref.name();
    if (commit == null) {
      return name;
    }
    return "commit " + commit.abbreviated() + (name.isEmpty() ? "" : " of " + name);
  }
}

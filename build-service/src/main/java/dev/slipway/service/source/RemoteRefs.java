package dev.slipway.service.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The branches and tags that a repository's remote has now. */
public interface RemoteRefs {

  /**
   * Asks the remote, with the repository's own credentials and under the rules for addresses.
   * Blocks, for a minute at most; not to be called within a transaction.
   *
   * @throws SourceUnreachableException when the remote doesn't tell; the message is fit for the
   *     repository's owner
   */
  Listing list(UUID repositoryId) throws SourceUnreachableException;

  /**
   * What a remote has.
   *
   * @param defaultBranch where its HEAD points, null when that is no branch
   * @param refs every branch and tag with its commit, annotated tags resolved; names that git
   *     itself would refuse are left out
   */
  record Listing(@Nullable String defaultBranch, Map<RefName, CommitSha> refs) {
    public Listing {
      refs = Map.copyOf(refs);
    }
  }
}

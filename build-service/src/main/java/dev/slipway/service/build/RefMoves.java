package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import java.util.UUID;

/** What is known of how refs move at the Git host. Works in the caller's transaction. */
public interface RefMoves {

  /** Whether a ref was at this commit and has moved on since, as far as anybody told. */
  boolean hasMovedOn(UUID repositoryId, RefName ref, CommitSha commit);
}

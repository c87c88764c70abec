package dev.slipway.service.delivery;

import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every update of a ref that was ever told. Every method works in the caller's transaction. */
public interface RefHistory {

  /** The last update that wasn't stale when it came; empty when nothing is known of the ref. */
  Optional<Known> newest(UUID repositoryId, RefName ref);

  /** Whether an update away from this commit is known. */
  boolean wasReplaced(UUID repositoryId, RefName ref, String commit);

  /** Whether an update to this commit is known. */
  boolean wasSeen(UUID repositoryId, RefName ref, String commit);

  /** What was noted of this very update of this delivery when it came the first time. */
  Optional<Known> find(UUID delivery, RefName ref, @Nullable String commit);

  void add(UUID repositoryId, UUID delivery, RefUpdate update, boolean stale);

  /**
   * A known update.
   *
   * @param before where the ref pointed, null when it was made or that wasn't told
   * @param commit where it points since; null when it was deleted
   * @param stale whether the ref had moved on when it came
   */
  record Known(@Nullable String before, @Nullable String commit, boolean stale) {}
}

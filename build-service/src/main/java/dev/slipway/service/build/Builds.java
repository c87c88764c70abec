package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All builds. Every method works in the caller's transaction; what is locked stays so until its
 * end. Who wants a ref's lock takes it before any build's.
 */
public interface Builds {

  /** Makes the caller the only one that admits or permits builds of a ref. */
  void lockRef(UUID repositoryId, RefName ref);

  /** Stores a new build, queued, and gives it its sequence. */
  Build add(UUID id, BuildRequest request, BuildState.Queued state, Instant createdAt);

  /** Locks a build. */
  Optional<Build> lock(UUID id);

  /** Reads a build without locking it; not to be saved. */
  Optional<Build> read(UUID id);

  /** Stores a locked build's new state. */
  void save(Build build);

  /** Locks the queued and running builds of a rule's ref, oldest first. */
  List<Build> lockUnfinished(UUID repositoryId, UUID ruleId, RefName ref);

  /** The newest build of a rule's ref, in whatever state, without locking it. */
  Optional<Build> newest(UUID repositoryId, UUID ruleId, RefName ref);

  /** The newest build of this commit by this rule, in whatever state, without locking it. */
  Optional<Build> newestOf(UUID repositoryId, UUID ruleId, RefName ref, CommitSha commit);

  /** Locks running builds whose lease is over, skipping those that somebody else holds. */
  List<Build> lockLost(Instant now, int limit);

  /** Locks running builds that nobody has asked to stop yet, claimed before a time. */
  List<Build> lockOverdue(Instant claimedBefore, int limit);

  /** Locks queued builds whose job was last sent before a time. */
  List<Build> lockUnclaimed(Instant sentBefore, int limit);
}

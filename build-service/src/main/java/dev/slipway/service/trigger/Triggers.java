package dev.slipway.service.trigger;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored triggers. Every method works in the caller's transaction. */
public interface Triggers {

  /** All of a repository's, newest first. */
  List<BuildTrigger> ofRepository(UUID repositoryId);

  /** One of a repository's. */
  Optional<BuildTrigger> find(UUID repositoryId, UUID id);

  /** The one whose token has this SHA-256. */
  Optional<BuildTrigger> byToken(byte[] tokenHash);

  /** Keeps others from adding to the repository's triggers until the transaction ends. */
  void lock(UUID repositoryId);

  void add(BuildTrigger trigger, byte[] tokenHash, Allowance allowance);

  /** Gives it another token; the old one opens nothing from then on. */
  void replaceToken(UUID id, byte[] tokenHash);

  /** Removes it with the log of its calls. */
  void remove(UUID id);

  /** Its allowance, locked; empty when it is gone. */
  Optional<Allowance> lockAllowance(UUID id);

  void saveAllowance(UUID id, Allowance allowance);
}

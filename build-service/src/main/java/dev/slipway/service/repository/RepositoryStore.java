package dev.slipway.service.repository;

import dev.slipway.core.rule.BuildRule;
import java.util.List;
import java.util.UUID;

/**
 * Changes to repositories, for the use cases. Every method works in the caller's transaction, and
 * keeps other changes to the same repository waiting until its end.
 */
public interface RepositoryStore {

  /**
   * Adds a repository, and its namespace when there is none.
   *
   * @return its id
   * @throws dev.slipway.service.web.ConflictException when the name is taken
   */
  UUID insert(RepositoryDraft draft, Webhook hook);

  /** Replaces everything but id, name and hook; see {@link SourceCredentials} for secrets. */
  void update(UUID id, RepositoryDraft draft);

  /** Keeps other changes waiting, for a change that depends on what there is. */
  void lock(UUID id);

  void replaceRules(UUID id, List<BuildRule> rules);

  void replaceHookSecret(UUID id, Webhook hook);

  /** Removes it with everything that belongs to it. */
  void delete(UUID id);

  /**
   * Gives its source a new generated key in place of the one it has.
   *
   * @throws dev.slipway.service.web.ConflictException when it has no generated key
   */
  void replaceDeployKey(UUID id);

  /** The id of its webhook. */
  String hookId(UUID id);

  /** Its webhook with the secret. */
  Webhook hook(UUID id);
}

package dev.slipway.service.repository;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import jakarta.enterprise.context.ApplicationScoped;

/** The SSH keys that are made here, for sources that are read over SSH. */
@ApplicationScoped
public class DeployKeys {

  private final Access access;
  private final RepositoryStore store;
  private final RepositoryEdits edits;

  DeployKeys(Access access, RepositoryStore store, RepositoryEdits edits) {
    this.access = access;
    this.store = store;
    this.edits = edits;
  }

  /**
   * Puts a new key in place of the present one, which is of no use from then on.
   *
   * @throws dev.slipway.service.web.ConflictException when the source has no generated key
   */
  public Repository regenerate(RepositoryName name) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    return edits.apply(
        () -> {
          store.replaceDeployKey(repository.id());
          return repository.id();
        });
  }
}

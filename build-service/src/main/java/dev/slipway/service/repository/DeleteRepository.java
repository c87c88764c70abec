package dev.slipway.service.repository;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import jakarta.enterprise.context.ApplicationScoped;

/** Removes a repository with its builds, logs and webhook; images stay where they were pushed. */
@ApplicationScoped
public class DeleteRepository {

  private final Access access;
  private final RepositoryEdits edits;

  DeleteRepository(Access access, RepositoryEdits edits) {
    this.access = access;
    this.edits = edits;
  }

  public void delete(RepositoryName name) {
    edits.delete(access.repository(name, Action.DELETE_REPOSITORY).id());
  }
}

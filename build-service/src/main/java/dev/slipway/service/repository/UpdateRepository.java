package dev.slipway.service.repository;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Replaces a repository's configuration. */
@ApplicationScoped
public class UpdateRepository {

  private final Access access;
  private final RepositoryCheck check;
  private final RepositoryStore store;
  private final RepositoryEdits edits;

  UpdateRepository(
      Access access, RepositoryCheck check, RepositoryStore store, RepositoryEdits edits) {
    this.access = access;
    this.check = check;
    this.store = store;
    this.edits = edits;
  }

  /**
   * Replaces it.
   *
   * @param name which one; a draft of another name is refused, since images, badge and links hang
   *     on it
   * @return as it is afterwards
   */
  public Repository update(RepositoryName name, RepositoryDraft draft) {
    UUID id = access.repository(name, Action.CONFIGURE).id();
    if (!draft.name().equals(name)) {
      throw new InvalidInputException(
          "name", "a repository can't be renamed; leave it out or write \"" + name + "\"");
    }
    RepositoryDraft checked = check.check(draft);
    return edits.apply(
        () -> {
          store.update(id, checked);
          return id;
        });
  }
}

package dev.slipway.service.repository;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.hook.InstallHook;
import dev.slipway.service.repository.hook.PlanHook;
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
  private final PlanHook plan;
  private final InstallHook install;

  UpdateRepository(
      Access access,
      RepositoryCheck check,
      RepositoryStore store,
      RepositoryEdits edits,
      PlanHook plan,
      InstallHook install) {
    this.access = access;
    this.check = check;
    this.store = store;
    this.edits = edits;
    this.plan = plan;
    this.install = install;
  }

  /**
   * Replaces it; where its source is another one, the webhook at the Git host goes along. Not to be
   * called in a transaction.
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
    Repository updated =
        edits.apply(
            () -> {
              plan.around(id, () -> store.update(id, checked));
              return id;
            });
    var unused = install.installPending(id);
    return updated;
  }
}

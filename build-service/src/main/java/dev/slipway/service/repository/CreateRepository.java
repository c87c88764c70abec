package dev.slipway.service.repository;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes a repository, its webhook, and its namespace where there is none. */
@ApplicationScoped
public class CreateRepository {

  private static final int HOOK_ID_BITS = 128;
  private static final int SECRET_BITS = 256;

  private final Access access;
  private final RepositoryCheck check;
  private final RepositoryStore store;
  private final RepositoryEdits edits;

  CreateRepository(
      Access access, RepositoryCheck check, RepositoryStore store, RepositoryEdits edits) {
    this.access = access;
    this.check = check;
    this.store = store;
    this.edits = edits;
  }

  /**
   * @param repository as it is stored
   * @param hook with its secret, which is shown this once
   */
  public record Created(Repository repository, Webhook hook) {}

  /**
   * Makes it.
   *
   * @throws dev.slipway.service.access.ForbiddenActionException when the namespace is not the
   *     actor's
   * @throws dev.slipway.service.web.InvalidInputException when a part of it can't be
   * @throws dev.slipway.service.web.ConflictException when the name is taken
   */
  public Created create(RepositoryDraft draft) {
    access.namespace(draft.name().namespace(), Action.CREATE_REPOSITORY);
    RepositoryDraft checked = check.check(draft);
    Webhook hook = newWebhook();
    return new Created(edits.apply(() -> store.insert(checked, hook)), hook);
  }

  static Webhook newWebhook() {
    return new Webhook(RandomHex.bits(HOOK_ID_BITS), newSecret());
  }

  static String newSecret() {
    return RandomHex.bits(SECRET_BITS);
  }
}

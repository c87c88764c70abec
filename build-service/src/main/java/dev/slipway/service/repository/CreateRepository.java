package dev.slipway.service.repository;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.hook.InstallHook;
import dev.slipway.service.repository.hook.PlanHook;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Makes a repository, its webhook, and its namespace where there is none. */
@ApplicationScoped
public class CreateRepository {

  private static final int HOOK_ID_BITS = 128;
  private static final int SECRET_BITS = 256;

  private final Access access;
  private final RepositoryCheck check;
  private final RepositoryStore store;
  private final RepositoryEdits edits;
  private final PlanHook plan;
  private final InstallHook install;

  CreateRepository(
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
   * @param repository as it is stored
   * @param hook with its secret, which is shown this once
   */
  public record Created(Repository repository, Webhook hook) {}

  /**
   * Makes it, and then, with a linked account that may, its webhook at the Git host; when that
   * fails, the repository is there all the same, and it is tried again. Not to be called in a
   * transaction.
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
    Repository made =
        edits.apply(
            () -> {
              UUID id = store.insert(checked, hook);
              plan.install(id);
              return id;
            });
    var unused = install.installPending(made.id());
    return new Created(made, hook);
  }

  /**
   * Makes all of {@link #create}'s checks but the name's being taken, and nothing else.
   *
   * @throws RuntimeException as {@link #create} does
   */
  public void rehearse(RepositoryDraft draft) {
    access.namespace(draft.name().namespace(), Action.CREATE_REPOSITORY);
    RepositoryDraft unused = check.check(draft);
  }

  static Webhook newWebhook() {
    return new Webhook(RandomHex.bits(HOOK_ID_BITS), newSecret());
  }

  static String newSecret() {
    return RandomHex.bits(SECRET_BITS);
  }
}

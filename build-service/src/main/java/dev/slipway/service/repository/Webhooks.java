package dev.slipway.service.repository;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.hook.HookInstallation;
import dev.slipway.service.repository.hook.HookState;
import dev.slipway.service.repository.hook.InstallHook;
import dev.slipway.service.repository.hook.PlanHook;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.PublicUrl;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The webhook of a repository, for those who may configure it. */
@ApplicationScoped
public class Webhooks {

  private final Access access;
  private final RepositoryStore store;
  private final RepositoryEdits edits;
  private final PublicUrl publicUrl;
  private final PlanHook plan;
  private final InstallHook install;

  Webhooks(
      Access access,
      RepositoryStore store,
      RepositoryEdits edits,
      PublicUrl publicUrl,
      PlanHook plan,
      InstallHook install) {
    this.access = access;
    this.store = store;
    this.edits = edits;
    this.publicUrl = publicUrl;
    this.plan = plan;
    this.install = install;
  }

  /**
   * Gives it a new secret; what is signed with the old one is refused from then on. One that was
   * installed at the Git host is installed there again.
   */
  public Webhook regenerate(RepositoryName name) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    Webhook hook = new Webhook(hookId(repository), CreateRepository.newSecret());
    Repository unused =
        edits.apply(
            () -> {
              store.replaceHookSecret(repository.id(), hook);
              plan.install(repository.id());
              return repository.id();
            });
    var unusedState = install.installPending(repository.id());
    return hook;
  }

  /**
   * Installs it at the Git host now, or mends it; doing it again changes nothing.
   *
   * @return how it is afterwards, which may be failed
   * @throws ConflictException when its owner has to see to it
   */
  public HookInstallation install(RepositoryName name) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    QuarkusTransaction.requiringNew().run(() -> plan.install(repository.id()));
    HookInstallation state = install.installPending(repository.id());
    if (state.state() == HookState.MANUAL) {
      throw new ConflictException(
          "no linked account may install this webhook: give its URL and secret to the Git host, or"
              + " link the source to an account with access to public and private repositories");
    }
    return state;
  }

  /** How it is at the Git host, as far as is known. */
  public HookInstallation stateOf(Repository repository) {
    return install.stateOf(repository.id());
  }

  /** Where the Git host has to deliver; empty for those who may not configure the repository. */
  public Optional<String> urlFor(Repository repository) {
    return access.allows(repository, Action.CONFIGURE)
        ? Optional.of(url(repository, hookId(repository)))
        : Optional.empty();
  }

  /** The full URL of a webhook. */
  public String url(Repository repository, String hookId) {
    return publicUrl.resolve(Webhook.path(repository.provider(), hookId));
  }

  private String hookId(Repository repository) {
    return QuarkusTransaction.requiringNew().call(() -> store.hookId(repository.id()));
  }
}

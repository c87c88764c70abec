package dev.slipway.service.repository;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
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

  Webhooks(Access access, RepositoryStore store, RepositoryEdits edits, PublicUrl publicUrl) {
    this.access = access;
    this.store = store;
    this.edits = edits;
    this.publicUrl = publicUrl;
  }

  /** Gives it a new secret; what is signed with the old one is refused from then on. */
  public Webhook regenerate(RepositoryName name) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    Webhook hook = new Webhook(hookId(repository), CreateRepository.newSecret());
    Repository unused =
        edits.apply(
            () -> {
              store.replaceHookSecret(repository.id(), hook);
              return repository.id();
            });
    return hook;
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

package dev.slipway.service.repository.hook;

import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositorySettings;
import dev.slipway.service.repository.RepositoryStore;
import dev.slipway.service.repository.Webhook;
import dev.slipway.service.web.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Finds where repositories' webhooks belong. Works in the caller's transaction. */
@ApplicationScoped
class HookPlaces {

  private final Repositories repositories;
  private final RepositorySettings.Store settings;
  private final RepositoryStore store;
  private final PublicUrl publicUrl;

  HookPlaces(
      Repositories repositories,
      RepositorySettings.Store settings,
      RepositoryStore store,
      PublicUrl publicUrl) {
    this.repositories = repositories;
    this.settings = settings;
    this.store = store;
    this.publicUrl = publicUrl;
  }

  /**
   * @throws dev.slipway.service.access.NoSuchThingException when the repository was deleted
   */
  HookPlace of(UUID repositoryId) {
    RepositorySettings linked = settings.of(repositoryId);
    Repository repository = repositories.byId(repositoryId).orElseThrow();
    String hookId = store.hookId(repositoryId);
    return new HookPlace(
        linked.linkedAccount(),
        repository.cloneUrl(),
        hookId,
        publicUrl.resolve(Webhook.path(repository.provider(), hookId)));
  }

  /** What the host is to sign with. */
  String secret(UUID repositoryId) {
    return store.hook(repositoryId).secret();
  }
}

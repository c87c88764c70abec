package dev.slipway.service.repository.store;

import dev.slipway.service.repository.RepositorySecrets;
import dev.slipway.service.repository.RepositorySecrets.Purpose;
import dev.slipway.service.repository.Webhook;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** The webhooks of repositories: one each. */
@ApplicationScoped
class WebhookRows implements PanacheRepositoryBase<WebhookEntity, String> {

  private final RepositorySecrets secrets;

  WebhookRows(RepositorySecrets secrets) {
    this.secrets = secrets;
  }

  WebhookEntity of(UUID repositoryId) {
    return find("repositoryId", repositoryId).singleResult();
  }

  Webhook opened(UUID repositoryId) {
    WebhookEntity row = of(repositoryId);
    return new Webhook(
        row.hookId,
        Objects.requireNonNull(secrets.open(Purpose.hook(row.hookId), row.secretSealed)));
  }

  void insert(UUID repositoryId, Webhook hook, Instant now) {
    WebhookEntity row = new WebhookEntity();
    row.hookId = hook.id();
    row.repositoryId = repositoryId;
    row.secretSealed = secrets.seal(Purpose.hook(hook.id()), hook.secret());
    row.createdAt = now;
    persistAndFlush(row);
  }

  void replaceSecret(UUID repositoryId, Webhook hook) {
    of(repositoryId).secretSealed = secrets.seal(Purpose.hook(hook.id()), hook.secret());
    flush();
  }
}

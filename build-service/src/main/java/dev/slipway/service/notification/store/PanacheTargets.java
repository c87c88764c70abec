package dev.slipway.service.notification.store;

import dev.slipway.service.notification.Address;
import dev.slipway.service.notification.BodyFormat;
import dev.slipway.service.notification.NotificationEvent;
import dev.slipway.service.notification.SigningSecret;
import dev.slipway.service.notification.Target;
import dev.slipway.service.notification.TargetDraft;
import dev.slipway.service.notification.TargetType;
import dev.slipway.service.notification.TargetUrl;
import dev.slipway.service.notification.Targets;
import dev.slipway.service.repository.RepositorySecrets;
import dev.slipway.service.repository.RepositorySecrets.Purpose;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code notification_target}. */
@ApplicationScoped
class PanacheTargets implements Targets, PanacheRepositoryBase<TargetEntity, UUID> {

  private static final String LOCK_REPOSITORY =
      "select cast(id as text) from repository where id = :id for no key update";

  private final RepositorySecrets secrets;
  private final Clock clock;

  PanacheTargets(RepositorySecrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public boolean lockRepository(UUID repositoryId) {
    return !getEntityManager()
        .createNativeQuery(LOCK_REPOSITORY, String.class)
        .setParameter("id", repositoryId)
        .getResultList()
        .isEmpty();
  }

  @Override
  public int count(UUID repositoryId) {
    return (int) count("repositoryId", repositoryId);
  }

  @Override
  public List<Target> ofRepository(UUID repositoryId) {
    return find("repositoryId = ?1 order by createdAt, id", repositoryId).stream()
        .map(TargetEntity::toTarget)
        .toList();
  }

  @Override
  public Optional<Target> find(UUID repositoryId, UUID id) {
    return find("repositoryId = ?1 and id = ?2", repositoryId, id)
        .firstResultOptional()
        .map(TargetEntity::toTarget);
  }

  @Override
  public Target add(UUID repositoryId, TargetDraft draft) {
    TargetEntity row = new TargetEntity();
    row.id = UUID.randomUUID();
    row.repositoryId = repositoryId;
    row.type = draft.type().wireName();
    row.createdAt = clock.instant();
    write(draft, row);
    persist(row);
    return row.toTarget();
  }

  @Override
  public Target replace(UUID id, TargetDraft draft) {
    TargetEntity row = row(id);
    write(draft, row);
    return row.toTarget();
  }

  @Override
  public void remove(UUID id) {
    getEntityManager()
        .createNativeQuery("delete from notification_target where id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  @Override
  public Address address(UUID id) {
    TargetEntity row = row(id);
    TargetType type = TargetType.parse(row.type);
    return switch (type) {
      case WEBHOOK ->
          new Address.Webhook(
              url(row),
              SigningSecret.parse(opened(secretOf(id), row.secretSealed)),
              BodyFormat.parse(row.format));
      case SLACK -> new Address.Slack(url(row));
      case EMAIL -> new Address.Email(List.of(row.recipients));
    };
  }

  @Override
  public void arrived(UUID id) {
    findByIdOptional(id).ifPresent(row -> row.failingSince = null);
  }

  @Override
  public Target failed(UUID id) {
    TargetEntity row = row(id);
    if (row.failingSince == null) {
      row.failingSince = clock.instant();
    }
    return row.toTarget();
  }

  @Override
  public void disable(UUID id, String reason) {
    TargetEntity row = row(id);
    row.enabled = false;
    row.disabledReason = reason;
  }

  private void write(TargetDraft draft, TargetEntity row) {
    row.format = draft.format().wireName();
    TargetUrl url = draft.url();
    if (url != null) {
      row.urlSealed = secrets.seal(urlOf(row.id), url.uri().toString());
      row.urlShown = url.shown();
    }
    SigningSecret secret = draft.secret();
    if (secret != null) {
      row.secretSealed = secrets.seal(secretOf(row.id), secret.text());
    }
    row.recipients = draft.recipients().toArray(String[]::new);
    row.events =
        draft.events().stream().map(NotificationEvent::wireName).sorted().toArray(String[]::new);
    row.enabled = draft.enabled();
    row.disabledReason = null;
    row.failingSince = null;
    row.updatedAt = clock.instant();
  }

  private TargetUrl url(TargetEntity row) {
    return TargetUrl.parse(opened(urlOf(row.id), row.urlSealed));
  }

  private String opened(Purpose purpose, @Nullable String sealed) {
    return Objects.requireNonNull(secrets.open(purpose, sealed), "the type has one");
  }

  private TargetEntity row(UUID id) {
    return findByIdOptional(id)
        .orElseThrow(() -> new IllegalStateException("the target is gone: " + id));
  }

  private static Purpose urlOf(UUID id) {
    return new Purpose("notification-target:" + id + ":url");
  }

  private static Purpose secretOf(UUID id) {
    return new Purpose("notification-target:" + id + ":secret");
  }
}

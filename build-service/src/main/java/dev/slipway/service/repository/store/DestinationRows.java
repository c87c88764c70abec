package dev.slipway.service.repository.store;

import dev.slipway.service.repository.DestinationDraft;
import dev.slipway.service.repository.Registries;
import dev.slipway.service.repository.RepositorySecrets;
import dev.slipway.service.repository.RepositorySecrets.Purpose;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The destinations of repositories. */
@ApplicationScoped
class DestinationRows implements PanacheRepositoryBase<DestinationEntity, UUID> {

  private final RepositorySecrets secrets;
  private final Registries registries;

  DestinationRows(RepositorySecrets secrets, Registries registries) {
    this.secrets = secrets;
    this.registries = registries;
  }

  List<DestinationEntity> of(UUID repositoryId) {
    return list("repositoryId = ?1 order by position", repositoryId);
  }

  Map<UUID, List<DestinationEntity>> of(Collection<UUID> repositoryIds) {
    return stream("repositoryId in ?1 order by position", repositoryIds)
        .collect(Collectors.groupingBy(row -> row.repositoryId));
  }

  /** Replaces all; a password that isn't given stays with the same image and user. */
  void replace(UUID repositoryId, List<DestinationDraft> drafts) {
    List<DestinationEntity> old = of(repositoryId);
    Map<String, DestinationEntity> before =
        old.stream().collect(Collectors.toMap(row -> row.image, Function.identity()));
    old.forEach(this::delete);
    flush();
    for (int position = 0; position < drafts.size(); position++) {
      DestinationDraft draft = drafts.get(position);
      persist(row(repositoryId, position, draft, before.get(draft.image().name())));
    }
  }

  private DestinationEntity row(
      UUID repositoryId, int position, DestinationDraft draft, @Nullable DestinationEntity before) {
    DestinationEntity row = new DestinationEntity();
    row.id = UUID.randomUUID();
    row.repositoryId = repositoryId;
    row.position = position;
    row.image = draft.image().name();
    row.embedded = registries.isEmbedded(draft.image());
    row.username = row.embedded ? null : draft.username();
    row.passwordSealed = password(row, draft.password(), before);
    return row;
  }

  private @Nullable String password(
      DestinationEntity row, @Nullable String given, @Nullable DestinationEntity before) {
    if (row.embedded) {
      return null; // builds get a token for it
    }
    if (given == null && before != null && Objects.equals(before.username, row.username)) {
      return before.passwordSealed;
    }
    return secrets.sealIfGiven(Purpose.destination(row.repositoryId, row.image), given);
  }
}

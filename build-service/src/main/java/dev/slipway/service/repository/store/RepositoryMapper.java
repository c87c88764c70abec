package dev.slipway.service.repository.store;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.repository.Registries;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.Repository.Destination;
import dev.slipway.service.repository.Repository.Visibility;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows to records: nothing of an entity leaves this package. */
@ApplicationScoped
class RepositoryMapper {

  private final Registries registries;

  RepositoryMapper(Registries registries) {
    this.registries = registries;
  }

  Repository toRepository(
      RepositoryEntity row, List<DestinationEntity> destinations, List<BuildRule> rules) {
    RepositoryName name = name(row);
    return new Repository(
        row.id,
        name,
        Visibility.valueOf(row.visibility.toUpperCase(Locale.ROOT)),
        row.description,
        GitProvider.parse(row.provider),
        GitUrl.parse(row.cloneUrl),
        row.defaultBranch,
        destinations(name, destinations),
        rules,
        row.createdAt);
  }

  static RepositoryName name(RepositoryEntity row) {
    return new RepositoryName(row.namespace, row.name);
  }

  private Destination destination(RepositoryName name, DestinationEntity row) {
    String image = row.embedded ? registries.embeddedImage(name).orElse(row.image) : row.image;
    return destination(image, row.username);
  }

  private Destination destination(String image, @Nullable String username) {
    return new Destination(
        image, username, registries.isInsecure(ImageReference.parse(image).registry()));
  }

  private List<Destination> destinations(RepositoryName name, List<DestinationEntity> rows) {
    return rows.isEmpty()
        ? registries.embeddedImage(name).map(image -> destination(image, null)).stream().toList()
        : rows.stream().map(row -> destination(name, row)).toList();
  }
}

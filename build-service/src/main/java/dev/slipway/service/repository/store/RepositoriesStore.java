package dev.slipway.service.repository.store;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.service.repository.HookPublisher;
import dev.slipway.service.repository.Registries;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.repository.RepositorySecrets;
import dev.slipway.service.repository.RepositorySecrets.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@link Repositories} in the database. */
@ApplicationScoped
class RepositoriesStore implements Repositories {

  private final RepositoryRows rows;
  private final DestinationRows destinations;
  private final RuleRows rules;
  private final RepositoryMapper mapper;
  private final RepositorySecrets secrets;
  private final Registries registries;
  private final HookPublisher hooks;

  RepositoriesStore(
      RepositoryRows rows,
      DestinationRows destinations,
      RuleRows rules,
      RepositoryMapper mapper,
      RepositorySecrets secrets,
      Registries registries,
      HookPublisher hooks) {
    this.rows = rows;
    this.destinations = destinations;
    this.rules = rules;
    this.mapper = mapper;
    this.secrets = secrets;
    this.registries = registries;
    this.hooks = hooks;
  }

  @Override
  @Transactional
  public Optional<Repository> byId(UUID id) {
    return rows.findByIdOptional(id).map(this::toRepository);
  }

  @Override
  @Transactional
  public Optional<Repository> byName(RepositoryName name) {
    return rows.byName(name).map(this::toRepository);
  }

  @Override
  @Transactional
  public void learnDefaultBranch(UUID id, String branch) {
    boolean changed =
        rows.update(
                "defaultBranch = ?1 where id = ?2 and (defaultBranch is null or defaultBranch <>"
                    + " ?1)",
                branch,
                id)
            == 1;
    if (changed) {
      hooks.publish(id);
    }
  }

  @Override
  @Transactional
  public BuildAssignment.Source sourceWithCredentials(UUID id) {
    RepositoryEntity row = rows.require(id);
    return new BuildAssignment.Source(
        GitProvider.parse(row.provider),
        row.cloneUrl,
        row.sourceUsername,
        secrets.open(Purpose.sourcePassword(id), row.sourcePasswordSealed),
        secrets.open(Purpose.sourceSshKey(id), row.sourceSshKeySealed),
        row.sourceKnownHosts);
  }

  @Override
  @Transactional
  public List<BuildAssignment.Destination> destinationsWithCredentials(UUID id) {
    RepositoryEntity row = rows.require(id);
    List<DestinationEntity> configured = destinations.of(id);
    return configured.isEmpty()
        ? List.of(registries.embeddedDestination(RepositoryMapper.name(row)))
        : configured.stream()
            .map(destination -> withCredentials(RepositoryMapper.name(row), destination))
            .toList();
  }

  private BuildAssignment.Destination withCredentials(
      RepositoryName repository, DestinationEntity row) {
    if (row.embedded) {
      return registries.embeddedDestination(repository);
    }
    return new BuildAssignment.Destination(
        row.image,
        row.username,
        secrets.open(Purpose.destination(row.repositoryId, row.image), row.passwordSealed),
        registries.isInsecure(ImageReference.parse(row.image).registry()));
  }

  private Repository toRepository(RepositoryEntity row) {
    return mapper.toRepository(row, destinations.of(row.id), rules.of(row.id));
  }
}

package dev.slipway.service.repository.store;

import dev.slipway.service.repository.RepositorySettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** {@link RepositorySettings} in the database. */
@ApplicationScoped
class SettingsStore implements RepositorySettings.Store {

  private final RepositoryRows rows;

  SettingsStore(RepositoryRows rows) {
    this.rows = rows;
  }

  @Override
  @Transactional
  public RepositorySettings of(UUID repositoryId) {
    RepositoryEntity row = rows.require(repositoryId);
    return new RepositorySettings(
        row.linkedAccount,
        row.deployKey,
        row.submodules,
        row.lfs,
        row.fullDescription,
        row.fullDescriptionSync,
        row.commitStatuses,
        row.attestations);
  }

  @Override
  @Transactional
  public void syncFullDescription(UUID repositoryId, String text) {
    rows.update(
        "fullDescription = ?1 where id = ?2 and fullDescriptionSync = true", text, repositoryId);
  }
}

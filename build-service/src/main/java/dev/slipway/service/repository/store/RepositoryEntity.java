package dev.slipway.service.repository.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "repository")
class RepositoryEntity {

  @Id UUID id;
  String namespace;
  String name;

  /** Lower case, as the schema has it. */
  String visibility;

  String description;

  /** The provider's wire name. */
  String provider;

  @Column(name = "clone_url")
  String cloneUrl;

  @Column(name = "default_branch")
  @Nullable String defaultBranch;

  @Column(name = "source_username")
  @Nullable String sourceUsername;

  @Column(name = "source_password_sealed")
  @Nullable String sourcePasswordSealed;

  @Column(name = "source_ssh_key_sealed")
  @Nullable String sourceSshKeySealed;

  @Column(name = "source_known_hosts")
  @Nullable String sourceKnownHosts;

  @Column(name = "linked_account")
  @Nullable UUID linkedAccount;

  @Column(name = "deploy_key")
  @Nullable String deployKey;

  boolean submodules;
  boolean lfs;

  @Column(name = "full_description")
  String fullDescription = "";

  @Column(name = "full_description_sync")
  boolean fullDescriptionSync = true;

  @Column(name = "commit_statuses")
  boolean commitStatuses = true;

  boolean attestations = true;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;
}

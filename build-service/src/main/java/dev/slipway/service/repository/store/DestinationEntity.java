package dev.slipway.service.repository.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "destination")
class DestinationEntity {

  @Id UUID id;

  @Column(name = "repository_id")
  UUID repositoryId;

  int position;
  String image;

  /** Whether it is the embedded registry, whose address may change. */
  boolean embedded;

  @Nullable String username;

  @Column(name = "password_sealed")
  @Nullable String passwordSealed;
}

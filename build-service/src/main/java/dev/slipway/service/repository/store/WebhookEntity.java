package dev.slipway.service.repository.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "webhook")
class WebhookEntity {

  @Id
  @Column(name = "hook_id")
  String hookId;

  @Column(name = "repository_id")
  UUID repositoryId;

  @Column(name = "secret_sealed")
  String secretSealed;

  @Column(name = "created_at")
  Instant createdAt;
}

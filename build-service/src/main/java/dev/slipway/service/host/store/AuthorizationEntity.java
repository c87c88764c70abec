package dev.slipway.service.host.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "host_authorization")
class AuthorizationEntity {

  @Id UUID id;

  @Column(name = "state_hash")
  byte[] stateHash;

  String host;
  String namespace;

  @Column(name = "access_mode")
  String mode;

  @Column(name = "user_id")
  UUID userId;

  @Column(name = "session_hash")
  byte @Nullable [] sessionHash;

  @Column(name = "verifier_sealed")
  String verifierSealed;

  @Column(name = "return_to")
  @Nullable String returnTo;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "used_at")
  @Nullable Instant usedAt;
}

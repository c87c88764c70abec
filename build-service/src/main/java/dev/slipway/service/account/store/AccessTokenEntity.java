package dev.slipway.service.account.store;

import dev.slipway.service.access.Grant;
import dev.slipway.service.access.Scope;
import dev.slipway.service.account.AccessToken;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "access_token")
class AccessTokenEntity {

  @Id UUID id;

  @Column(name = "token_hash")
  byte[] tokenHash;

  @ManyToOne(optional = false)
  @JoinColumn(name = "user_id")
  UserEntity user;

  String name;

  /** The scope's wire name. */
  String scope;

  @Nullable String namespace;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Column(name = "last_used_at")
  @Nullable Instant lastUsedAt;

  AccessToken toToken() {
    return new AccessToken(
        id, name, Scope.parse(scope), namespace, createdAt, expiresAt, lastUsedAt);
  }

  Grant toGrant() {
    return new Grant(Scope.parse(scope), namespace);
  }
}

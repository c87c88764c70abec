package dev.slipway.service.host.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "linked_account")
class LinkedAccountEntity {

  @Id UUID id;

  String namespace;
  String host;

  /** The provider's wire name, as the three words below are. */
  String provider;

  String login;

  @Column(name = "access_mode")
  String mode;

  String credential;

  @Nullable String username;

  @Column(name = "access_token_sealed")
  String accessTokenSealed;

  @Column(name = "refresh_token_sealed")
  @Nullable String refreshTokenSealed;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  String state;

  @Column(name = "state_reason")
  @Nullable String stateReason;

  @JdbcTypeCode(SqlTypes.ARRAY)
  String[] missing;

  @Column(name = "linked_by")
  @Nullable UUID linkedBy;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "updated_at")
  Instant updatedAt;

  /** Counts credentials; not JPA's version, which would change with everything. */
  long version;

  @Column(name = "renewal_until")
  @Nullable Instant renewalUntil;

  @Column(name = "renewal_begun_at")
  @Nullable Instant renewalBegunAt;

  @Column(name = "limited_until")
  @Nullable Instant limitedUntil;
}

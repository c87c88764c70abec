package dev.slipway.service.account.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "session")
class SessionEntity {

  @Id
  @Column(name = "token_hash")
  byte[] tokenHash;

  @ManyToOne(optional = false)
  @JoinColumn(name = "user_id")
  UserEntity user;

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "expires_at")
  Instant expiresAt;
}

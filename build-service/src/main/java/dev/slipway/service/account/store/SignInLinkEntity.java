package dev.slipway.service.account.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "sign_in_link")
class SignInLinkEntity {

  @Id
  @Column(name = "token_hash")
  byte[] tokenHash;

  @ManyToOne(optional = false)
  @JoinColumn(name = "user_id")
  UserEntity user;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "used_at")
  @Nullable Instant usedAt;
}

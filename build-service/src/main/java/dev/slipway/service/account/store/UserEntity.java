package dev.slipway.service.account.store;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.Account;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "user_account")
class UserEntity {

  @Id UUID id;
  String name;
  boolean admin;

  @Column(name = "display_name")
  String displayName = "";

  @Column(name = "created_at")
  Instant createdAt;

  @Column(name = "disabled_at")
  @Nullable Instant disabledAt;

  Actor.User toUser() {
    return new Actor.User(id, name, admin);
  }

  Account toAccount() {
    return new Account(id, name, displayName, admin, disabledAt, createdAt);
  }
}

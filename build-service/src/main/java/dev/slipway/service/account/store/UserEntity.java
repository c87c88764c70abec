package dev.slipway.service.account.store;

import dev.slipway.service.access.Actor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "user_account")
class UserEntity {

  @Id UUID id;
  String name;
  boolean admin;

  @Column(name = "created_at")
  Instant createdAt;

  Actor.User toUser() {
    return new Actor.User(id, name, admin);
  }
}

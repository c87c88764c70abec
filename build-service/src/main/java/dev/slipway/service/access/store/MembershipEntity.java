package dev.slipway.service.access.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

@Entity
@Table(name = "namespace_member")
@IdClass(MembershipEntity.Key.class)
class MembershipEntity {

  @Id String namespace;

  @Id
  @Column(name = "user_id")
  UUID userId;

  /** Lower case, as the schema has it. */
  String role;

  record Key(String namespace, UUID userId) implements Serializable {}
}

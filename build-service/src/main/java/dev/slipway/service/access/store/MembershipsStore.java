package dev.slipway.service.access.store;

import dev.slipway.service.access.Memberships;
import dev.slipway.service.access.Role;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class MembershipsStore
    implements Memberships, PanacheRepositoryBase<MembershipEntity, MembershipEntity.Key> {

  @Override
  @Transactional
  public Optional<Role> role(UUID user, String namespace) {
    return findByIdOptional(new MembershipEntity.Key(namespace, user))
        .map(membership -> Role.parse(membership.role));
  }
}

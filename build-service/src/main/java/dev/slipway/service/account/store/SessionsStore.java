package dev.slipway.service.account.store;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.SessionStore;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SessionsStore implements SessionStore, PanacheRepositoryBase<SessionEntity, byte[]> {

  @Override
  @Transactional
  public void add(byte[] tokenHash, Actor.User user, Instant createdAt, Instant expiresAt) {
    SessionEntity session = new SessionEntity();
    session.tokenHash = tokenHash;
    session.user = getEntityManager().getReference(UserEntity.class, user.id());
    session.createdAt = createdAt;
    session.expiresAt = expiresAt;
    persist(session);
  }

  @Override
  @Transactional
  public Optional<Actor.User> find(byte[] tokenHash, Instant now) {
    return find("tokenHash = ?1 and expiresAt > ?2 and user.disabledAt is null", tokenHash, now)
        .firstResultOptional()
        .map(session -> session.user.toUser());
  }

  @Override
  @Transactional
  public void remove(byte[] tokenHash) {
    delete("tokenHash", tokenHash);
  }

  @Override
  @Transactional
  public void removeAll(UUID user) {
    delete("user.id", user);
  }

  @Override
  @Transactional
  public void removeExpired(Instant now) {
    delete("expiresAt <= ?1", now);
  }
}

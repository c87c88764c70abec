package dev.slipway.service.account.store;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.AccessToken;
import dev.slipway.service.account.AccessTokenStore;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class AccessTokensStore
    implements AccessTokenStore, PanacheRepositoryBase<AccessTokenEntity, UUID> {

  @Override
  @Transactional
  public boolean add(UUID owner, byte[] tokenHash, AccessToken token) {
    // One at a time for each owner, so that of two of one name only one gets it.
    UserEntity user =
        getEntityManager().find(UserEntity.class, owner, LockModeType.PESSIMISTIC_WRITE);
    if (user == null || count("user.id = ?1 and name = ?2", owner, token.name()) > 0) {
      return false;
    }
    AccessTokenEntity row = new AccessTokenEntity();
    row.id = token.id();
    row.tokenHash = tokenHash;
    row.user = user;
    row.name = token.name();
    row.scope = token.scope().wireName();
    row.namespace = token.namespace();
    row.createdAt = token.createdAt();
    row.expiresAt = token.expiresAt();
    persist(row);
    return true;
  }

  @Override
  @Transactional
  public List<AccessToken> of(UUID owner) {
    return find("user.id = ?1 order by createdAt desc, id", owner).stream()
        .map(AccessTokenEntity::toToken)
        .toList();
  }

  @Override
  @Transactional
  public Optional<Actor.User> use(byte[] tokenHash, Instant now) {
    Optional<AccessTokenEntity> found =
        find(
                "tokenHash = ?1 and (expiresAt is null or expiresAt > ?2)"
                    + " and user.disabledAt is null",
                tokenHash,
                now)
            .firstResultOptional();
    found.ifPresent(token -> remember(token, now.truncatedTo(ChronoUnit.MINUTES)));
    return found.map(token -> token.user.toUser().with(token.toGrant()));
  }

  /** Writes once a minute, however often the token is used. */
  private void remember(AccessTokenEntity token, Instant minute) {
    if (token.lastUsedAt == null || token.lastUsedAt.isBefore(minute)) {
      int unused =
          update(
              "lastUsedAt = ?1 where id = ?2 and (lastUsedAt is null or lastUsedAt < ?1)",
              minute,
              token.id);
    }
  }

  @Override
  @Transactional
  public boolean remove(UUID owner, UUID id) {
    return delete("id = ?1 and user.id = ?2", id, owner) == 1;
  }

  @Override
  @Transactional
  public void removeExpiredBefore(Instant time) {
    long unused = delete("expiresAt < ?1", time);
  }
}

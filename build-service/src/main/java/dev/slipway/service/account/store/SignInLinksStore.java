package dev.slipway.service.account.store;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.SignInLinkStore;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SignInLinksStore implements SignInLinkStore, PanacheRepositoryBase<SignInLinkEntity, byte[]> {

  private static final String USABLE =
      "tokenHash = ?1 and usedAt is null and expiresAt > ?2 and user.id in"
          + " (select u.id from UserEntity u where u.disabledAt is null)";

  @Override
  @Transactional
  public void add(byte[] tokenHash, Actor.User user, Instant expiresAt) {
    SignInLinkEntity link = new SignInLinkEntity();
    link.tokenHash = tokenHash;
    link.user = getEntityManager().getReference(UserEntity.class, user.id());
    link.expiresAt = expiresAt;
    persist(link);
  }

  @Override
  @Transactional
  public boolean isUsable(byte[] tokenHash, Instant now) {
    return count(USABLE, tokenHash, now) == 1;
  }

  @Override
  @Transactional
  public Optional<Actor.User> use(byte[] tokenHash, Instant now) {
    boolean first = update("usedAt = ?2 where " + USABLE, tokenHash, now) == 1;
    return first
        ? find("tokenHash", tokenHash).firstResultOptional().map(link -> link.user.toUser())
        : Optional.empty();
  }

  @Override
  @Transactional
  public void removeAll(UUID user) {
    delete("user.id", user);
  }

  @Override
  @Transactional
  public void removeOlderThan(Instant time) {
    delete("expiresAt < ?1", time);
  }
}

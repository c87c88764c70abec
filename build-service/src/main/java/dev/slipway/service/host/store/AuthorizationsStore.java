package dev.slipway.service.host.store;

import dev.slipway.service.host.AccountSecrets;
import dev.slipway.service.host.AuthorizationStore;
import dev.slipway.service.host.LinkedAccount.Mode;
import dev.slipway.service.host.PendingAuthorization;
import dev.slipway.service.host.ReturnPath;
import dev.slipway.service.host.SessionMark;
import dev.slipway.service.repository.RepositorySecrets;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** {@link AuthorizationStore} in the database. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class AuthorizationsStore
    implements AuthorizationStore, PanacheRepositoryBase<AuthorizationEntity, UUID> {

  /** How long one that is over is kept, to say so to a browser that comes late. */
  private static final Duration MEMORY = Duration.ofDays(1);

  private static final int MOST_PER_USER = 20;

  private final RepositorySecrets secrets;

  AuthorizationsStore(RepositorySecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public void add(byte[] stateHash, PendingAuthorization authorization, Instant now) {
    Namespaces.lock(getEntityManager(), authorization.namespace());
    forget(authorization.user(), now);
    AuthorizationEntity row = new AuthorizationEntity();
    row.id = authorization.id();
    row.stateHash = stateHash;
    row.host = authorization.host();
    row.namespace = authorization.namespace();
    row.mode = authorization.mode().wireName();
    row.userId = authorization.user();
    row.sessionHash = authorization.session() == null ? null : authorization.session().hash();
    row.verifierSealed =
        secrets.seal(AccountSecrets.codeVerifier(row.id), authorization.codeVerifier());
    row.returnTo = authorization.returnTo() == null ? null : authorization.returnTo().value();
    row.createdAt = now;
    row.expiresAt = authorization.expiresAt();
    persist(row);
  }

  @Override
  public Optional<PendingAuthorization> find(byte[] stateHash) {
    return find("stateHash", stateHash).firstResultOptional().map(this::toPending);
  }

  @Override
  public boolean use(UUID id, Instant now) {
    return update("usedAt = ?2 where id = ?1 and usedAt is null", id, now) == 1;
  }

  private void forget(UUID user, Instant now) {
    long unused = delete("expiresAt < ?1", now.minus(MEMORY));
    int unusedCount =
        getEntityManager()
            .createNativeQuery(
                "delete from host_authorization where id in (select id from host_authorization"
                    + " where user_id = ?1 order by created_at desc, id offset ?2)")
            .setParameter(1, user)
            .setParameter(2, MOST_PER_USER - 1)
            .executeUpdate();
  }

  private PendingAuthorization toPending(AuthorizationEntity row) {
    return new PendingAuthorization(
        row.id,
        row.host,
        row.namespace,
        Mode.parse(row.mode),
        row.userId,
        row.sessionHash == null ? null : SessionMark.ofHash(row.sessionHash),
        String.valueOf(secrets.open(AccountSecrets.codeVerifier(row.id), row.verifierSealed)),
        row.returnTo == null ? null : new ReturnPath(row.returnTo),
        row.expiresAt,
        row.usedAt != null);
  }
}

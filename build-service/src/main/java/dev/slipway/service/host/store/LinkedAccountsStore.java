package dev.slipway.service.host.store;

import dev.slipway.service.host.Credential;
import dev.slipway.service.host.LinkedAccount;
import dev.slipway.service.host.LinkedAccount.State;
import dev.slipway.service.host.LinkedAccountStore;
import dev.slipway.service.host.OpenAccount;
import dev.slipway.service.web.ConflictException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@link LinkedAccountStore} in the database. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class LinkedAccountsStore
    implements LinkedAccountStore, PanacheRepositoryBase<LinkedAccountEntity, UUID> {

  /** A namespace has so many linked accounts at most. */
  private static final int MOST = 50;

  private final LinkedAccountMapper mapper;

  LinkedAccountsStore(LinkedAccountMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public Optional<LinkedAccount> find(UUID id) {
    return findByIdOptional(id).map(mapper::toAccount);
  }

  @Override
  public List<LinkedAccount> ofNamespace(String namespace) {
    return find("namespace = ?1 order by host, login", namespace).stream()
        .map(mapper::toAccount)
        .toList();
  }

  @Override
  public Optional<OpenAccount> open(UUID id) {
    return findByIdOptional(id).map(mapper::toOpenAccount);
  }

  @Override
  public Linked link(NewLink link, Instant now) {
    Namespaces.lock(getEntityManager(), link.namespace());
    Optional<LinkedAccountEntity> before =
        find(
                "namespace = ?1 and host = ?2 and login = ?3",
                link.namespace(),
                link.host().id(),
                link.login())
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .firstResultOptional();
    LinkedAccountEntity row = before.orElseGet(() -> added(link, now));
    row.mode = link.mode().wireName();
    row.provider = link.host().provider().wireName();
    row.missing = link.missing().toArray(String[]::new);
    row.linkedBy = link.linkedBy();
    row.updatedAt = now;
    mapper.write(link.credential(), row);
    if (before.isEmpty()) {
      persist(row);
    }
    flush();
    return new Linked(mapper.toAccount(row), before.isEmpty());
  }

  @Override
  public boolean beginRenewal(UUID id, long version, Instant now, Instant until) {
    return update(
            "renewalUntil = ?3, renewalBegunAt = coalesce(renewalBegunAt, ?4)"
                + " where id = ?1 and version = ?2 and state = 'active'"
                + " and (renewalUntil is null or renewalUntil < ?4)",
            id,
            version,
            until,
            now)
        == 1;
  }

  @Override
  public void renewed(UUID id, long version, Credential credential, Instant now) {
    Optional<LinkedAccountEntity> row =
        find("id = ?1 and version = ?2", id, version)
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .firstResultOptional();
    row.ifPresent(
        found -> {
          mapper.write(credential, found);
          found.updatedAt = now;
        });
  }

  @Override
  public void endRenewal(UUID id, long version, boolean answered) {
    int unused =
        update(
            "renewalUntil = null, renewalBegunAt = case when ?3 = true then null else"
                + " renewalBegunAt end where id = ?1 and version = ?2",
            id,
            version,
            answered);
  }

  @Override
  public void mark(UUID id, long version, State state, String reason, Instant now) {
    int unused =
        update(
            "state = ?3, stateReason = ?4, updatedAt = ?5, renewalUntil = null,"
                + " renewalBegunAt = null where id = ?1 and version = ?2",
            id,
            version,
            state.wireName(),
            reason,
            now);
  }

  @Override
  public void checked(UUID id, List<String> missing) {
    findByIdOptional(id).ifPresent(row -> row.missing = missing.toArray(String[]::new));
  }

  @Override
  public void limit(UUID id, Instant until) {
    int unused = update("limitedUntil = ?2 where id = ?1", id, until);
  }

  @Override
  public void remove(UUID id) {
    long unused = delete("id", id);
  }

  @Override
  @Transactional
  public Optional<UUID> ofRepository(UUID repositoryId) {
    return uuids("select linked_account from repository where id = ?1", repositoryId).stream()
        .findFirst();
  }

  @Override
  public List<UUID> repositories(UUID id) {
    return uuids(
        "select id from repository where linked_account = ?1 order by namespace, name", id);
  }

  private LinkedAccountEntity added(NewLink link, Instant now) {
    if (count("namespace", link.namespace()) >= MOST) {
      throw new ConflictException(
          "namespace \""
              + link.namespace()
              + "\" has "
              + MOST
              + " linked accounts, which is the most; unlink one first");
    }
    LinkedAccountEntity row = new LinkedAccountEntity();
    row.id = UUID.randomUUID();
    row.namespace = link.namespace();
    row.host = link.host().id();
    row.login = link.login();
    row.createdAt = now;
    return row;
  }

  private List<UUID> uuids(String sql, UUID parameter) {
    List<?> found =
        getEntityManager()
            .createNativeQuery(sql, UUID.class)
            .setParameter(1, parameter)
            .getResultList();
    return found.stream().filter(UUID.class::isInstance).map(UUID.class::cast).toList();
  }
}

package dev.slipway.service.account.store;

import dev.slipway.service.account.Account;
import dev.slipway.service.account.AccountDirectory;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link AccountDirectory} in the database. */
@ApplicationScoped
@Transactional
class AccountDirectoryStore implements AccountDirectory, PanacheRepositoryBase<UserEntity, UUID> {

  private static final int NAMED = 5;

  @Override
  public Optional<Account> byName(String name) {
    return find("name", name).firstResultOptional().map(UserEntity::toAccount);
  }

  @Override
  public List<Account> page(@Nullable String after, int limit) {
    return find("name > ?1 order by name", Objects.requireNonNullElse(after, ""))
        .page(0, limit)
        .stream()
        .map(UserEntity::toAccount)
        .toList();
  }

  @Override
  public long lockAdministrators() {
    return find("admin = true and disabledAt is null order by id")
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list()
        .size();
  }

  @Override
  public Holdings lockHoldings(UUID account) {
    // Members of an organization change, and repositories are made, under the same lock.
    List<String> owned =
        texts(
            "select n.name from namespace n join namespace_member m on m.namespace = n.name"
                + " where m.user_id = ?1 and m.role = 'owner' order by n.name for update of n",
            account);
    List<String> repositories =
        texts(
            "select r.namespace || '/' || r.name from repository r"
                + " join namespace n on n.name = r.namespace where n.user_id = ?1"
                + " order by r.name limit "
                + NAMED,
            account);
    int linked =
        texts(
                "select l.login from linked_account l join namespace n on n.name = l.namespace"
                    + " where n.user_id = ?1",
                account)
            .size();
    return new Holdings(
        repositories, linked, owned.stream().filter(name -> isSoleOwner(account, name)).toList());
  }

  @Override
  public void update(Account account) {
    int unused =
        update(
            "displayName = ?1, admin = ?2, disabledAt = ?3 where id = ?4",
            account.displayName(),
            account.admin(),
            account.disabledAt(),
            account.id());
  }

  @Override
  public void remove(Account account) {
    getEntityManager()
        .createNativeQuery("delete from namespace where user_id = ?1")
        .setParameter(1, account.id())
        .executeUpdate();
    long unused = delete("id", account.id());
  }

  /** Of an organization: one's own namespace goes with the account. */
  private boolean isSoleOwner(UUID account, String organization) {
    return texts(
            "select n.name from namespace n where n.name = ?2 and n.user_id is null"
                + " and not exists (select 1 from namespace_member m where m.namespace = n.name"
                + " and m.role = 'owner' and m.user_id <> ?1)",
            account,
            organization)
        .contains(organization);
  }

  private List<String> texts(String sql, Object... parameters) {
    Query query = getEntityManager().createNativeQuery(sql, String.class);
    for (int i = 0; i < parameters.length; i++) {
      query.setParameter(i + 1, parameters[i]);
    }
    List<?> found = query.getResultList();
    return found.stream().map(String::valueOf).toList();
  }
}

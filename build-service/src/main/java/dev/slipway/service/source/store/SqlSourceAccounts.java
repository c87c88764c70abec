package dev.slipway.service.source.store;

import dev.slipway.core.git.GitProvider;
import dev.slipway.service.source.SourceAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the table {@code linked_account}. */
@ApplicationScoped
class SqlSourceAccounts implements SourceAccount.Directory {

  private static final String FIND =
      """
      select namespace, provider, access_mode = 'full' as everything
        from linked_account where id = :id
      """;

  private final EntityManager entityManager;

  SqlSourceAccounts(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  @Transactional
  public Optional<SourceAccount> find(UUID id) {
    List<?> rows =
        entityManager.createNativeQuery(FIND, Tuple.class).setParameter("id", id).getResultList();
    return rows.stream().findFirst().map(Tuple.class::cast).map(row -> account(id, row));
  }

  private static SourceAccount account(UUID id, Tuple row) {
    return new SourceAccount(
        id,
        row.get("namespace", String.class),
        GitProvider.parse(row.get("provider", String.class)),
        row.get("everything", Boolean.class));
  }
}

package dev.slipway.service.baseimage.hook.store;

import dev.slipway.service.baseimage.hook.HookKind;
import dev.slipway.service.baseimage.hook.RegistryHook;
import dev.slipway.service.baseimage.hook.RegistryHooks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code registry_hook}. */
@ApplicationScoped
class SqlRegistryHooks implements RegistryHooks {

  private static final String HOOKS =
      """
      select id as id, namespace as namespace, kind as kind, name as name, created_at as created,
             last_event_at as last
        from registry_hook
      """;
  private static final String OF =
      HOOKS + " where namespace = :namespace order by created_at desc, id";
  private static final String ONE = HOOKS + " where id = :id";
  private static final String ADD =
      """
      insert into registry_hook (id, namespace, kind, name, token_hash, created_at, minute)
      select cast(:id as uuid), n.name, :kind, :name, :hash, cast(:created as timestamptz),
             cast(:created as timestamptz)
        from namespace n where n.name = :namespace
      """;
  private static final String REMOVE = "delete from registry_hook where id = :id";

  /** One statement, so that no event of several at once is forgotten. */
  private static final String COUNT =
      """
      update registry_hook
         set last_event_at = :now,
             events = case when minute > :minuteAgo then events + 1 else 1 end,
             minute = case when minute > :minuteAgo then minute else :now end
       where token_hash = :hash and kind = :kind
      returning events as events, minute as minute
      """;

  private final EntityManager entityManager;

  SqlRegistryHooks(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  @Override
  public List<RegistryHook> of(String namespace) {
    return hooks(
        entityManager.createNativeQuery(OF, Tuple.class).setParameter("namespace", namespace));
  }

  @Override
  public Optional<RegistryHook> find(UUID id) {
    return hooks(entityManager.createNativeQuery(ONE, Tuple.class).setParameter("id", id)).stream()
        .findFirst();
  }

  @Override
  public boolean add(RegistryHook hook, byte[] tokenHash) {
    return entityManager
            .createNativeQuery(ADD)
            .setParameter("id", hook.id())
            .setParameter("kind", hook.kind().wireName())
            .setParameter("name", hook.name())
            .setParameter("hash", tokenHash)
            .setParameter("created", hook.createdAt())
            .setParameter("namespace", hook.namespace())
            .executeUpdate()
        == 1;
  }

  @Override
  public void remove(UUID id) {
    entityManager.createNativeQuery(REMOVE).setParameter("id", id).executeUpdate();
  }

  @Override
  public Optional<Count> count(HookKind kind, byte[] tokenHash, Instant now) {
    List<?> rows =
        entityManager
            .createNativeQuery(COUNT, Tuple.class)
            .setParameter("now", now)
            .setParameter("minuteAgo", now.minus(Duration.ofMinutes(1)))
            .setParameter("hash", tokenHash)
            .setParameter("kind", kind.wireName())
            .getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlRegistryHooks::count).findFirst();
  }

  private static Count count(Tuple row) {
    return new Count(row.get("events", Number.class).intValue(), row.get("minute", Instant.class));
  }

  private static List<RegistryHook> hooks(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(Tuple.class::cast).map(SqlRegistryHooks::hook).toList();
  }

  private static RegistryHook hook(Tuple row) {
    return new RegistryHook(
        row.get("id", UUID.class),
        row.get("namespace", String.class),
        HookKind.parse(row.get("kind", String.class)),
        row.get("name", String.class),
        row.get("created", Instant.class),
        row.get("last", Instant.class));
  }
}

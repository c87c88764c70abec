package dev.slipway.service.host.store;

import dev.slipway.service.account.Token;
import dev.slipway.service.host.WebhookSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;

/** {@link WebhookSecrets} in the table {@code host_webhook_secret}, by the hook id in the URL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class SqlWebhookSecrets implements WebhookSecrets {

  /** A webhook that is none of ours is not remembered. */
  private static final String REMEMBER =
      """
      insert into host_webhook_secret (hook_id, secret_hash, set_at)
      select hook_id, :hash, :now from webhook where hook_id = :hook
      on conflict (hook_id) do update set secret_hash = excluded.secret_hash, set_at = excluded.set_at
      """;

  private final EntityManager entityManager;
  private final Clock clock;

  SqlWebhookSecrets(EntityManager entityManager, Clock clock) {
    this.entityManager = entityManager;
    this.clock = clock;
  }

  @Override
  public boolean isCurrent(String url, String secret) {
    List<?> known =
        entityManager
            .createNativeQuery(
                "select secret_hash from host_webhook_secret where hook_id = :hook", byte[].class)
            .setParameter("hook", hookId(url))
            .getResultList();
    return known.stream()
        .map(byte[].class::cast)
        .anyMatch(hash -> MessageDigest.isEqual(hash, Token.hash(secret)));
  }

  @Override
  public void remember(String url, String secret) {
    int unused =
        entityManager
            .createNativeQuery(REMEMBER)
            .setParameter("hash", Token.hash(secret))
            .setParameter("now", clock.instant())
            .setParameter("hook", hookId(url))
            .executeUpdate();
  }

  @Override
  public void forget(String url) {
    int unused =
        entityManager
            .createNativeQuery("delete from host_webhook_secret where hook_id = :hook")
            .setParameter("hook", hookId(url))
            .executeUpdate();
  }

  private static String hookId(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}

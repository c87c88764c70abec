package dev.slipway.service.repository.store;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.message.HookConfig;
import dev.slipway.core.message.Topics;
import dev.slipway.service.outbox.Outbox;
import dev.slipway.service.repository.HookPublisher;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Sends webhooks with their rules through the outbox. */
@ApplicationScoped
class HookConfigs implements HookPublisher {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final RepositoryRows repositories;
  private final RuleRows rules;
  private final WebhookRows webhooks;
  private final Outbox outbox;

  HookConfigs(RepositoryRows repositories, RuleRows rules, WebhookRows webhooks, Outbox outbox) {
    this.repositories = repositories;
    this.rules = rules;
    this.webhooks = webhooks;
    this.outbox = outbox;
  }

  /** The row's lock makes two publishers of one repository send in the order of what they read. */
  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void publish(UUID repositoryId) {
    RepositoryEntity row = repositories.lock(repositoryId);
    WebhookEntity hook = webhooks.of(repositoryId);
    outbox.send(
        Topics.RULES,
        hook.hookId,
        new HookConfig(
            hook.hookId,
            GitProvider.parse(row.provider),
            row.id.toString(),
            RepositoryMapper.name(row).toString(),
            row.cloneUrl,
            row.defaultBranch,
            hook.secretSealed,
            rules.of(repositoryId)));
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void withdraw(String hookId) {
    outbox.send(Topics.RULES, hookId, null);
  }

  @Override
  public boolean awaitSent(String hookId, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (isWaiting(hookId)) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  private boolean isWaiting(String hookId) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                !repositories
                    .getEntityManager()
                    .createNativeQuery("select 1 from outbox where topic = ?1 and message_key = ?2")
                    .setParameter(1, Topics.RULES)
                    .setParameter(2, hookId)
                    .setMaxResults(1)
                    .getResultList()
                    .isEmpty());
  }
}

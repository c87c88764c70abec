package dev.slipway.service.repository;

import dev.slipway.service.repository.hook.PlanHook;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Runs a change to a repository: the change and the message that tells the gateway are one
 * transaction, and the caller gets its answer when the message is out, so that a webhook works as
 * its owner expects from then on.
 */
@ApplicationScoped
public class RepositoryEdits {

  /** When Kafka is slow, a change is not held up any longer; the outbox has it. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final RepositoryStore store;
  private final HookPublisher hooks;
  private final Repositories repositories;
  private final PlanHook plan;

  RepositoryEdits(
      RepositoryStore store, HookPublisher hooks, Repositories repositories, PlanHook plan) {
    this.store = store;
    this.hooks = hooks;
    this.repositories = repositories;
    this.plan = plan;
  }

  /**
   * Changes or makes a repository.
   *
   * @param change what to do in the transaction; returns the repository's id
   * @return the repository as it is afterwards
   */
  public Repository apply(Supplier<UUID> change) {
    Edited edited =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  UUID id = change.get();
                  hooks.publish(id);
                  return new Edited(repositories.byId(id).orElseThrow(), store.hookId(id));
                });
    awaitSent(edited.hookId());
    return edited.repository();
  }

  /** Removes a repository, and its webhook from the gateway and, later, from the Git host. */
  void delete(UUID id) {
    String hookId =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  String hook = store.hookId(id);
                  hooks.withdraw(hook);
                  plan.remove(id);
                  store.delete(id);
                  return hook;
                });
    awaitSent(hookId);
  }

  private void awaitSent(String hookId) {
    // Late is no failure: the message is stored, and is sent as soon as Kafka takes it.
    boolean unused = hooks.awaitSent(hookId, LONGEST_WAIT);
  }

  private record Edited(Repository repository, String hookId) {}
}

package dev.slipway.service.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Things to do as soon as the current transaction is committed, and never when it is not. */
@ApplicationScoped
public class AfterCommit {

  private final TransactionSynchronizationRegistry transactions;

  AfterCommit(TransactionSynchronizationRegistry transactions) {
    this.transactions = transactions;
  }

  /**
   * Does something after the commit.
   *
   * @param action must be quick and must not need a transaction
   * @throws IllegalStateException when there is no transaction
   */
  public void run(Runnable action) {
    transactions.registerInterposedSynchronization(new OnCommit(action));
  }

  private record OnCommit(Runnable action) implements Synchronization {

    @Override
    public void beforeCompletion() {
      // Only what happens after it matters here.
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        action.run();
      }
    }
  }
}

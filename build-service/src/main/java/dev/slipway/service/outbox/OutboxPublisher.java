package dev.slipway.service.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends what the outbox holds, in order, on a thread of its own. It is woken after a commit and
 * looks by itself now and then. A message leaves the outbox only after Kafka confirmed it, so it
 * may be sent twice but never lost; readers drop the second.
 */
@ApplicationScoped
class OutboxPublisher {

  private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final OutboxStore store;
  private final MessageSender sender;
  private final OutboxSettings settings;
  private final Semaphore wakeUp = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "slipway-outbox");
  private volatile boolean stopping;
  private boolean failing;

  OutboxPublisher(OutboxStore store, MessageSender sender, OutboxSettings settings) {
    this.store = store;
    this.sender = sender;
    this.settings = settings;
  }

  void start(@Observes StartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops before the database and the producer do. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    stopping = true;
    wake();
    thread.join(LONGEST_STOP.toMillis());
  }

  /** There may be something to send. */
  void wake() {
    wakeUp.release();
  }

  private void run() {
    while (!stopping) {
      boolean sentAll = drain();
      await(sentAll ? settings.poll() : settings.retry());
    }
  }

  /** Sends all there is; false when that failed. */
  private boolean drain() {
    try {
      while (sendBatch() && !stopping) {
        // Full batches follow each other without a pause.
      }
      recovered();
      return true;
    } catch (RuntimeException e) {
      failed(e);
      return false;
    }
  }

  /** True when there is probably more. */
  private boolean sendBatch() {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              if (!store.becomeOnlySender()) {
                return false;
              }
              List<OutboxMessage> batch = store.oldest(settings.batch());
              if (!batch.isEmpty()) {
                sender.send(batch);
                store.remove(batch);
              }
              return batch.size() == settings.batch();
            });
  }

  private void failed(RuntimeException e) {
    if (!failing && !stopping) {
      LOG.warnf("outbox can't send, retrying until it can: %s", e.toString());
    }
    LOG.debug("outbox can't send", e);
    failing = true;
  }

  private void recovered() {
    if (failing) {
      LOG.info("outbox sends again");
    }
    failing = false;
  }

  private void await(Duration longest) {
    try {
      if (wakeUp.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        wakeUp.drainPermits();
      }
    } catch (InterruptedException e) {
      stopping = true;
      Thread.currentThread().interrupt();
    }
  }
}

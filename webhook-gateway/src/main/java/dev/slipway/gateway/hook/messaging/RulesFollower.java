package dev.slipway.gateway.hook.messaging;

import dev.slipway.core.git.GitProvider;
import dev.slipway.gateway.GatewayConfig;
import dev.slipway.gateway.hook.Hook;
import dev.slipway.gateway.hook.Hooks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every webhook in memory, by following the rules topic from its beginning in a thread of its
 * own. When reading fails it begins anew, and those known so far stay known meanwhile.
 */
@Singleton
class RulesFollower implements Hooks {

  private static final Logger LOG = Logger.getLogger(RulesFollower.class);
  private static final long RETRY_SECONDS = 1;
  private static final long STOP_SECONDS = 5;

  /** What the follower is doing. */
  enum State {
    /** Reads what was there at the start. */
    LOADING,
    /** Knows everything, and hears of what is new. */
    FOLLOWING,
    /** Can't read, and tries again. */
    FAILING
  }

  private final HookRecords records;
  private final RulesConsumers consumers;
  private final long catchUpMillis;
  private final CatchUps catchUps = new CatchUps();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "slipway-gateway-rules");

  private volatile State state = State.LOADING;
  private volatile @Nullable Map<String, Hook> hooks;
  private volatile @Nullable Consumer<String, String> consumer;

  RulesFollower(
      HookRecords records,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> broker) {
    this.records = records;
    this.consumers = new RulesConsumers(broker);
    this.catchUpMillis = config.catchUpTimeout().toMillis();
    thread.setDaemon(true);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stop.countDown();
    wakeUp();
    thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
  }

  State state() {
    return thread.isAlive() ? state : State.FAILING;
  }

  @Override
  public boolean areLoaded() {
    return hooks != null;
  }

  @Override
  public Optional<Hook> find(String hookId) {
    Map<String, Hook> known = hooks;
    return Optional.ofNullable(known == null ? null : known.get(hookId));
  }

  @Override
  public Optional<Hook> find(GitProvider provider, String hookId) {
    return find(hookId).filter(hook -> hook.config().provider() == provider);
  }

  @Override
  public CompletionStage<Void> catchUp() {
    CompletableFuture<Void> waiter = new CompletableFuture<>();
    if (catchUps.add(waiter)) {
      wakeUp();
    }
    return waiter.completeOnTimeout(null, catchUpMillis, TimeUnit.MILLISECONDS);
  }

  private void wakeUp() {
    Consumer<String, String> current = consumer;
    if (current != null) {
      current.wakeup();
    }
  }

  private void run() {
    while (stop.getCount() > 0) {
      try (RulesReading reading = consumers.open(records)) {
        consumer = reading.consumer();
        follow(reading);
      } catch (WakeupException e) {
        LOG.debug("Woken up outside of a read");
      } catch (KafkaException | IllegalStateException e) {
        pauseAfter(e);
      } finally {
        consumer = null;
      }
    }
  }

  private void follow(RulesReading reading) {
    reading.readToEnd(stop);
    hooks = reading.hooks();
    state = State.FOLLOWING;
    LOG.infof("The rules are read: hooks=%d", reading.hooks().size());
    while (stop.getCount() > 0) {
      var waiting = catchUps.takeAll();
      if (waiting.isEmpty()) {
        reading.read();
      } else {
        // Then it looks again for others before it waits: their wake-up may have gone into this.
        reading.readToEnd(stop);
        waiting.forEach(waiter -> waiter.complete(null));
      }
    }
  }

  private void pauseAfter(RuntimeException failure) {
    if (state != State.FAILING) {
      LOG.warnf("The rules can't be read, trying again each second: %s", failure.getMessage());
    }
    state = State.FAILING;
    try {
      var unused = stop.await(RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

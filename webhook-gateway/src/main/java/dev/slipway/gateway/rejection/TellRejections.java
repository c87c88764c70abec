package dev.slipway.gateway.rejection;

import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.gateway.GatewayConfig;
import dev.slipway.gateway.rejection.Rejection.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells the build-service of refused requests: the first of a webhook and reason at once, those
 * that follow together, once in a pause. A thread of its own does so, because the answer to the
 * sender waits for nothing of it.
 */
@Singleton
public class TellRejections {

  private static final Logger LOG = Logger.getLogger(TellRejections.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final long STOP_SECONDS = 5;

  private final RejectionCounter counter;
  private final RejectedDeliveries out;
  private final MeterRegistry metrics;
  private final Clock clock;
  private final Semaphore wakeUp = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "slipway-gateway-rejections");
  private volatile boolean stopping;

  @Inject
  TellRejections(GatewayConfig config, RejectedDeliveries out, MeterRegistry metrics) {
    this(
        new RejectionCounter(config.rejectionPause(), config.rejectionKinds()),
        out,
        metrics,
        Clock.systemUTC());
  }

  TellRejections(
      RejectionCounter counter, RejectedDeliveries out, MeterRegistry metrics, Clock clock) {
    this.counter = counter;
    this.out = out;
    this.metrics = metrics;
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    wakeUp.release();
    thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
  }

  /** Notes a refused request; never blocks and never fails for what it holds. */
  public void note(Rejection rejection) {
    RejectionCounter.Noted noted = counter.note(rejection);
    switch (noted) {
      case FIRST -> wakeUp.release();
      case COUNTED -> LOG.tracef("One more rejection: hook=%s", rejection.hookId());
      case DROPPED -> metrics.counter("slipway.gateway.rejections.dropped").increment();
    }
  }

  /** Publishes what is due. */
  void tell() {
    for (DeliveryRejected message : counter.takeDue(clock.instant())) {
      var unused =
          out.publish(message)
              .whenComplete(
                  (done, failure) -> {
                    if (failure != null) {
                      LOG.warnf(
                          "Rejections could not be told and are counted on: hook=%s: %s",
                          message.hookId(), failure.getMessage());
                      counter.giveBack(message, reason(message));
                    }
                  });
    }
  }

  private void run() {
    while (!stopping) {
      try {
        boolean woken = wakeUp.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (woken) {
          wakeUp.drainPermits();
        }
        tell();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("Rejections can't be told", e);
      }
    }
  }

  private static Reason reason(DeliveryRejected message) {
    return Reason.valueOf(message.reason().toUpperCase(Locale.ROOT));
  }
}

package dev.slipway.service.notification;

import dev.slipway.service.notification.Attempt.Outcome;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sends what is due. Several services may do so at once; each takes what no other has. One that
 * dies before it noted the outcome leaves its notifications to be sent again, so a receiver may see
 * one twice, under the same id, but never none.
 */
@ApplicationScoped
class SendNotifications {

  private static final Logger LOG = Logger.getLogger(SendNotifications.class);

  private final Notifications notifications;
  private final Targets targets;
  private final List<Courier> couriers;
  private final NoteOutcome noteOutcome;
  private final NotificationSettings settings;
  private final ExecutorService executor;
  private final Clock clock;
  private final Semaphore slots;

  SendNotifications(
      Notifications notifications,
      Targets targets,
      @All List<Courier> couriers,
      NoteOutcome noteOutcome,
      NotificationSettings settings,
      ExecutorService executor,
      Clock clock) {
    this.notifications = notifications;
    this.targets = targets;
    this.couriers = List.copyOf(couriers);
    this.noteOutcome = noteOutcome;
    this.settings = settings;
    this.executor = executor;
    this.clock = clock;
    this.slots = new Semaphore(settings.concurrency());
  }

  /** Takes as many as may be sent now, and returns while they are on their way. */
  void sendDue() {
    int free = slots.availablePermits();
    if (free == 0) {
      return;
    }
    Instant now = clock.instant();
    List<Notification> claimed =
        QuarkusTransaction.requiringNew()
            .call(
                () ->
                    notifications.claim(
                        now, now.plus(settings.claim()), free, settings.concurrencyPerTarget()));
    for (Notification notification : claimed) {
      slots.acquireUninterruptibly();
      executor.execute(() -> sendInSlot(notification));
    }
  }

  /** Waits for those on their way, before the database goes. */
  boolean awaitSent(Duration longest) throws InterruptedException {
    return slots.tryAcquire(settings.concurrency(), longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sendInSlot(Notification notification) {
    try {
      send(notification);
    } catch (RuntimeException e) {
      LOG.errorf(
          e, "the outcome of a notification can't be noted notification=%s", notification.id());
    } finally {
      slots.release();
    }
  }

  private void send(Notification notification) {
    Instant began = clock.instant();
    long start = System.nanoTime();
    Outcome outcome = tried(notification);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    noteOutcome.note(notification, new Attempt(began, outcome, took));
  }

  private Outcome tried(Notification notification) {
    try {
      Address address =
          QuarkusTransaction.requiringNew().call(() -> targets.address(notification.targetId()));
      return couriers.stream()
          .filter(courier -> courier.serves(address))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("nobody serves this address"))
          .deliver(address, notification);
    } catch (RuntimeException e) {
      LOG.errorf(e, "a notification can't be sent notification=%s", notification.id());
      return Outcome.failed("Slipway could not send it; its log says why.");
    }
  }

  /** The schedule that the settings give. */
  static RetrySchedule schedule(NotificationSettings settings) {
    return new RetrySchedule(
        settings.retryPauses(), () -> ThreadLocalRandom.current().nextDouble());
  }
}

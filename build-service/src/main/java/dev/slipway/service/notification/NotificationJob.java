package dev.slipway.service.notification;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Runs {@link SendNotifications} again and again. */
@ApplicationScoped
class NotificationJob {

  private static final Logger LOG = Logger.getLogger(NotificationJob.class);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(12);

  private final SendNotifications send;
  private final AtomicBoolean stopping = new AtomicBoolean();

  NotificationJob(SendNotifications send) {
    this.send = send;
  }

  /** The database goes before the scheduler does. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    stopping.set(true);
    if (!send.awaitSent(LONGEST_STOP)) {
      LOG.info("notifications are still on their way; they are sent again after the next start");
    }
  }

  @Scheduled(
      identity = "send-notifications",
      every = "${slipway.notifications.poll:1s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    if (!stopping.get()) {
      send.sendDue();
    }
  }
}

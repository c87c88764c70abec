package dev.slipway.service.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Notes what became of an attempt, and what follows from it. */
@ApplicationScoped
class NoteOutcome {

  private static final Logger LOG = Logger.getLogger(NoteOutcome.class);

  private final Notifications notifications;
  private final Targets targets;
  private final NotificationMetrics metrics;
  private final NotificationSettings settings;
  private final RetrySchedule schedule;
  private final Clock clock;

  NoteOutcome(
      Notifications notifications,
      Targets targets,
      NotificationMetrics metrics,
      NotificationSettings settings,
      Clock clock) {
    this.notifications = notifications;
    this.targets = targets;
    this.metrics = metrics;
    this.settings = settings;
    this.schedule = SendNotifications.schedule(settings);
    this.clock = clock;
  }

  @Transactional
  void note(Notification notification, Attempt attempt) {
    Attempt.Result result = attempt.outcome().result();
    switch (result) {
      case DELIVERED -> {
        notifications.delivered(notification.id(), attempt);
        targets.arrived(notification.targetId());
      }
      case FAILED -> failed(notification, attempt);
      case GONE -> {
        notifications.failed(notification.id(), attempt, Optional.empty());
        disable(
            notification,
            "It answered 410 Gone: nothing is wanted there any more. Check the address, then"
                + " enable it again.");
      }
    }
    metrics.attempted(result);
  }

  private void failed(Notification notification, Attempt attempt) {
    Instant now = clock.instant();
    notifications.failed(notification.id(), attempt, next(notification, attempt, now));
    Instant since = targets.failed(notification.targetId()).failingSince();
    if (since != null && !since.plus(settings.disableAfter()).isAfter(now)) {
      disable(
          notification,
          "Nothing has arrived since " + since + ". Check the address, then enable it again.");
    }
  }

  /** A test is tried once: somebody is looking at what it gives. */
  private Optional<Instant> next(Notification notification, Attempt attempt, Instant now) {
    return notification.event() == NotificationEvent.TEST
        ? Optional.empty()
        : schedule.next(notification.tries() + 1, now, attempt.outcome().retryAfter());
  }

  private void disable(Notification notification, String reason) {
    targets.disable(notification.targetId(), reason);
    notifications.giveUp(notification.targetId());
    LOG.warnf("notification target switched off target=%s", notification.targetId());
  }
}

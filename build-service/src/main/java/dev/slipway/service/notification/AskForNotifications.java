package dev.slipway.service.notification;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.PublicUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask of what was told: to see it, to have it told again, and to try. */
@ApplicationScoped
@Transactional
public class AskForNotifications {

  private final Access access;
  private final EditTargets targets;
  private final Notifications notifications;
  private final NotificationSettings settings;
  private final PublicUrl publicUrl;
  private final Clock clock;

  AskForNotifications(
      Access access,
      EditTargets targets,
      Notifications notifications,
      NotificationSettings settings,
      PublicUrl publicUrl,
      Clock clock) {
    this.access = access;
    this.targets = targets;
    this.notifications = notifications;
    this.settings = settings;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  /**
   * What a target was told, newest first.
   *
   * @param before only those with a lower sequence; null for the newest
   */
  public List<DeliveryLog> deliveries(
      RepositoryName name, UUID targetId, @Nullable Long before, int limit) {
    Target target = targets.find(name, targetId, Action.READ_BUILD_DETAILS);
    return notifications.ofTarget(target.id(), before, limit);
  }

  /**
   * Tells something again, at once, under its id.
   *
   * @throws NoSuchThingException when the target has no such delivery
   * @throws ConflictException when it waits anyway, or the target is switched off
   */
  public DeliveryLog resend(RepositoryName name, UUID targetId, UUID id) {
    Target target = targets.find(name, targetId, Action.CONFIGURE);
    requireEnabled(target);
    boolean made = notifications.again(target.id(), id);
    DeliveryLog log = log(target.id(), id);
    if (!made) {
      throw new ConflictException(
          "it waits already; the next attempt is due at " + log.nextAttemptAt());
    }
    return log;
  }

  /**
   * Tells a target that it can be reached.
   *
   * @throws ConflictException when it is switched off, or was tried a moment ago
   */
  public DeliveryLog test(RepositoryName name, UUID targetId) {
    Repository repository = access.repository(name, Action.CONFIGURE);
    Target target = targets.find(name, targetId, Action.CONFIGURE);
    requireEnabled(target);
    requirePause(target);
    String path = "/repositories/" + repository.name();
    BuildNotice.Links links =
        new BuildNotice.Links(publicUrl.resolve(path), publicUrl.resolve("/api/v1" + path), null);
    UUID id =
        notifications.add(
            target.id(),
            NotificationEvent.TEST,
            new Notification.Content(
                BuildNotice.test(repository, links),
                target.format() == BodyFormat.DOCKER_HUB ? "test" : null));
    return log(target.id(), id);
  }

  private DeliveryLog log(UUID targetId, UUID id) {
    return notifications
        .find(targetId, id)
        .orElseThrow(() -> new NoSuchThingException("there is no such delivery"));
  }

  private static void requireEnabled(Target target) {
    if (!target.enabled()) {
      throw new ConflictException("the target is switched off; enable it first");
    }
  }

  /** Mail may go to anybody's address, so tests aren't for sending many. */
  private void requirePause(Target target) {
    Optional<Instant> last = notifications.newest(target.id(), NotificationEvent.TEST);
    if (last.isPresent() && last.get().plus(settings.testPause()).isAfter(clock.instant())) {
      throw new ConflictException(
          "a test was sent less than "
              + settings.testPause().toSeconds()
              + " seconds ago; its outcome is in the target's deliveries");
    }
  }
}

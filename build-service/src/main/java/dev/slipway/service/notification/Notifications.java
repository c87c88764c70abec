package dev.slipway.service.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that was, is and will be told. Every method works in the caller's transaction. */
public interface Notifications {

  /** Adds one that is due at once, and removes the oldest of a target that has too many. */
  UUID add(UUID targetId, NotificationEvent event, Notification.Content content);

  /**
   * Takes due ones for the caller alone, skipping targets that somebody else takes from.
   *
   * @param now the time
   * @param until how long the caller has them for itself
   * @param limit how many at most
   * @param limitOfTarget how many of a target may be taken at a time, by all callers together
   */
  List<Notification> claim(Instant now, Instant until, int limit, int limitOfTarget);

  /** Notes an attempt and that it arrived. */
  void delivered(UUID id, Attempt attempt);

  /** Notes an attempt and when the next one is due; empty gives it up. */
  void failed(UUID id, Attempt attempt, Optional<Instant> next);

  /** Gives up all that waits for a target. */
  void giveUp(UUID targetId);

  /** Makes one due that has been told or given up; false when there is none, or it waits. */
  boolean again(UUID targetId, UUID id);

  /** When one of this event was last made for a target. */
  Optional<Instant> newest(UUID targetId, NotificationEvent event);

  /**
   * A target's, newest first.
   *
   * @param before only those with a lower sequence; null for the newest
   * @param limit how many at most
   */
  List<DeliveryLog> ofTarget(UUID targetId, @Nullable Long before, int limit);

  /** One of a target's. */
  Optional<DeliveryLog> find(UUID targetId, UUID id);
}

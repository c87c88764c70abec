package dev.slipway.service.notification;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What can be told. */
public enum NotificationEvent {
  /** A build was admitted. */
  BUILD_QUEUED("build.queued"),
  /** A worker took it for the first time. */
  BUILD_STARTED("build.started"),
  /** Image and tags are in place. */
  BUILD_SUCCEEDED("build.succeeded"),
  /** It ended without an image, and nobody wanted that: failed, error, timed out or expired. */
  BUILD_FAILED("build.failed"),
  /** The first success after a failure of the same rule and ref. */
  BUILD_RECOVERED("build.recovered"),
  /** Somebody stopped it. */
  BUILD_CANCELED("build.canceled"),
  /** Somebody wants to see whether notifications arrive; nobody subscribes to it. */
  TEST("test");

  /** What a target is told that doesn't say what it wants. */
  public static final List<NotificationEvent> DEFAULT = List.of(BUILD_FAILED, BUILD_RECOVERED);

  private final String wireName;

  NotificationEvent(String wireName) {
    this.wireName = wireName;
  }

  /** The name that REST and bodies have. */
  public String wireName() {
    return wireName;
  }

  /**
   * Reads the name of an event that can be subscribed to.
   *
   * @throws IllegalArgumentException with a message for people
   */
  public static NotificationEvent parse(String name) {
    return subscribable().stream()
        .filter(event -> event.wireName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is none of the events: "
                        + subscribable().stream()
                            .map(NotificationEvent::wireName)
                            .collect(Collectors.joining(", "))));
  }

  /** Reads what {@link #wireName} gives, of every event. */
  public static NotificationEvent ofWireName(String name) {
    return name.equals(TEST.wireName) ? TEST : parse(name);
  }

  private static List<NotificationEvent> subscribable() {
    return Arrays.stream(values()).filter(event -> event != TEST).toList();
  }
}

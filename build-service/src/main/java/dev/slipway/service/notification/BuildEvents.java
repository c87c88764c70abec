package dev.slipway.service.notification;

import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildMoved;
import java.util.List;

/** What a build's move is called in notifications. */
final class BuildEvents {

  private final EarlierEnds earlier;

  BuildEvents(EarlierEnds earlier) {
    this.earlier = earlier;
  }

  /**
   * The names of a move, the most telling first: a recovery is a success as well. Empty for moves
   * that aren't told.
   */
  List<NotificationEvent> of(BuildMoved move) {
    Build build = move.build();
    return switch (build.state().phase()) {
      case QUEUED -> move.before().isEmpty() ? List.of(NotificationEvent.BUILD_QUEUED) : List.of();
      case BUILDING ->
          build.state().attempt() == 1 ? List.of(NotificationEvent.BUILD_STARTED) : List.of();
      case SUCCESS -> success(build);
      case FAILED, ERROR, TIMED_OUT, EXPIRED -> List.of(NotificationEvent.BUILD_FAILED);
      case CANCELED -> List.of(NotificationEvent.BUILD_CANCELED);
      case PUSHING, SUPERSEDED -> List.of();
    };
  }

  private List<NotificationEvent> success(Build build) {
    return earlier.failedBefore(build)
        ? List.of(NotificationEvent.BUILD_RECOVERED, NotificationEvent.BUILD_SUCCEEDED)
        : List.of(NotificationEvent.BUILD_SUCCEEDED);
  }
}

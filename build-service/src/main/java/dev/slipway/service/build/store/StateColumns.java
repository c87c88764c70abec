package dev.slipway.service.build.store;

import dev.slipway.core.image.Digest;
import dev.slipway.service.build.BuildPhase;
import dev.slipway.service.build.BuildState;
import dev.slipway.service.build.Lease;
import dev.slipway.service.build.PublishedImage;
import dev.slipway.service.build.Stop;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A build's state in the columns of its row. A column that a state doesn't have is empty. */
final class StateColumns {

  private StateColumns() {}

  static void write(BuildState state, BuildEntity row) {
    row.state = state.phase().wireName();
    row.reason = state.reason();
    row.attempt = state.attempt();
    row.workerId = null;
    row.leaseUntil = null;
    row.stopCause = null;
    row.stopReason = null;
    row.permitAt = null;
    row.startedAt = null;
    row.finishedAt = null;
    row.digest = null;
    row.imageSize = 0;
    row.published = new String[0];
    row.reusedFrom = null;
    if (state instanceof BuildState.Queued queued) {
      row.jobSentAt = queued.jobSentAt();
    } else if (state instanceof BuildState.Running running) {
      writeRunning(running, row);
    } else if (state instanceof BuildState.Success success) {
      writeSuccess(success, row);
    } else if (state instanceof BuildState.Unsuccessful unsuccessful) {
      row.engine = unsuccessful.engine();
      row.startedAt = unsuccessful.startedAt();
      row.finishedAt = unsuccessful.finishedAt();
      unsuccessful.published().ifPresent(image -> writeImage(image, row));
    }
  }

  static BuildState read(BuildEntity row) {
    BuildPhase phase = BuildPhase.parse(row.state);
    return switch (phase) {
      case QUEUED -> new BuildState.Queued(row.attempt, row.reason, row.jobSentAt);
      case BUILDING -> new BuildState.Building(row.attempt, lease(row), stop(row));
      case PUSHING -> new BuildState.Pushing(row.attempt, lease(row), stop(row), row.permitAt);
      case SUCCESS -> success(row);
      case FAILED, ERROR, CANCELED, TIMED_OUT, EXPIRED, SUPERSEDED ->
          new BuildState.Unsuccessful(
              phase,
              row.attempt,
              row.reason,
              row.engine,
              row.digest == null ? null : image(row),
              row.startedAt,
              present(row.finishedAt));
    };
  }

  private static void writeRunning(BuildState.Running running, BuildEntity row) {
    row.workerId = running.lease().workerId();
    row.leaseUntil = running.lease().until();
    row.startedAt = running.lease().startedAt();
    row.stopCause = running.stop().map(stop -> stop.cause().name()).orElse(null);
    row.stopReason = running.stop().map(Stop::reason).orElse(null);
    row.permitAt = running instanceof BuildState.Pushing pushing ? pushing.permittedAt() : null;
  }

  private static void writeSuccess(BuildState.Success success, BuildEntity row) {
    row.startedAt = success.startedAt();
    row.finishedAt = success.finishedAt();
    row.engine = success.image().engine();
    writeImage(success.image(), row);
  }

  private static void writeImage(PublishedImage image, BuildEntity row) {
    row.digest = image.digest().value();
    row.imageSize = image.size();
    row.published = image.references().toArray(String[]::new);
    row.reusedFrom = image.reusedFrom();
  }

  private static Lease lease(BuildEntity row) {
    return new Lease(present(row.workerId), present(row.startedAt), present(row.leaseUntil));
  }

  private static @Nullable Stop stop(BuildEntity row) {
    return row.stopCause == null
        ? null
        : new Stop(Stop.Cause.valueOf(row.stopCause), String.valueOf(row.stopReason));
  }

  private static BuildState.Success success(BuildEntity row) {
    Instant finishedAt = present(row.finishedAt);
    return new BuildState.Success(
        row.attempt, row.reason, image(row), present(row.startedAt), finishedAt);
  }

  private static PublishedImage image(BuildEntity row) {
    return new PublishedImage(
        new Digest(present(row.digest)),
        row.imageSize,
        row.engine,
        List.of(row.published),
        row.reusedFrom);
  }

  private static <T> T present(@Nullable T column) {
    if (column == null) {
      throw new IllegalStateException("a column is empty that this state has to fill");
    }
    return column;
  }
}

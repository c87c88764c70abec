package dev.slipway.service.build;

import dev.slipway.core.protocol.WorkerProtocol.Cause;
import dev.slipway.core.protocol.WorkerProtocol.Deferral;
import dev.slipway.core.protocol.WorkerProtocol.Refusal;

/**
 * What a worker is told.
 *
 * @param <T> what it wanted
 */
public sealed interface WorkerAnswer<T> {

  /** It gets what it wanted. */
  record Granted<T>(T value) implements WorkerAnswer<T> {}

  /** There is nothing of what it asked for. */
  record Nothing<T>() implements WorkerAnswer<T> {}

  /** It is to leave it to others for a moment. */
  record Later<T>(Deferral deferral) implements WorkerAnswer<T> {}

  /** It doesn't, and is to stop. */
  record Refused<T>(Refusal refusal) implements WorkerAnswer<T> {}

  /** It doesn't yet; ask again. */
  record NotYet<T>(String reason) implements WorkerAnswer<T> {}

  /** There is no such build. */
  record Unknown<T>() implements WorkerAnswer<T> {}

  /** Why somebody who doesn't own the running attempt gets nothing. */
  static Refusal notOwner(BuildState state) {
    return new Refusal(
        state.phase().isFinal() ? finished(state.phase()) : Cause.LEASE_LOST,
        state.phase().isFinal()
            ? state.reason()
            : "attempt " + state.attempt() + " is the one that counts, and it isn't yours");
  }

  /** A wish to stop, as workers are told it. */
  static Refusal stop(Stop stop) {
    return new Refusal(finished(stop.cause().ending()), stop.reason());
  }

  private static Cause finished(BuildPhase ending) {
    return switch (ending) {
      case CANCELED -> Cause.CANCELED;
      case SUPERSEDED -> Cause.SUPERSEDED;
      case TIMED_OUT -> Cause.TIMED_OUT;
      case QUEUED, BUILDING, PUSHING, SUCCESS, FAILED, ERROR, EXPIRED -> Cause.FINISHED;
    };
  }
}

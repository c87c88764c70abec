package dev.slipway.worker.job;

import dev.slipway.core.message.BuildEvent.Status;
import dev.slipway.core.protocol.WorkerProtocol.Refusal;
import java.util.Optional;

/**
 * Why a running attempt has to end before it is done.
 *
 * @param status what to report; empty when nothing may be reported, because the attempt is no
 *     longer this worker's or is to be run again
 * @param reason for people
 */
record Stop(Optional<Status> status, String reason) {

  static Stop of(Refusal refusal) {
    Optional<Status> status =
        switch (refusal.cause()) {
          case CANCELED -> Optional.of(Status.CANCELED);
          case SUPERSEDED -> Optional.of(Status.SUPERSEDED);
          case TIMED_OUT -> Optional.of(Status.TIMED_OUT);
          case FINISHED, LEASE_LOST -> Optional.empty();
        };
    return new Stop(status, refusal.reason());
  }

  static Stop timedOut(int seconds) {
    return new Stop(
        Optional.of(Status.TIMED_OUT),
        "The build ran longer than the " + seconds + " s that it may take.");
  }

  /** What others decided is not reported from here. */
  static Stop leaseLost(String reason) {
    return new Stop(Optional.empty(), reason);
  }

  static Stop unreported() {
    return new Stop(Optional.empty(), "Kafka did not take the attempt's events");
  }

  static Stop leaseExpired() {
    return new Stop(
        Optional.empty(), "the build-service could not be reached for as long as the lease lasts");
  }

  static Stop shutdown() {
    return new Stop(Optional.empty(), "the worker shuts down");
  }

  /** Whether somebody no longer wants the image, which counts only until its tags are written. */
  boolean isAboutWanting() {
    return status.map(s -> s == Status.CANCELED || s == Status.SUPERSEDED).orElse(false);
  }
}

package dev.slipway.worker.job;

import dev.slipway.core.protocol.BuildAssignment;
import java.time.Duration;

/** What the build-service says to a claim. */
sealed interface ClaimAnswer {

  /** The build is this worker's. */
  record Claimed(BuildAssignment assignment) implements ClaimAnswer {}

  /** There is nothing to do for this job, for good. */
  record Refused(String reason) implements ClaimAnswer {}

  /**
   * Another worker will be quicker: the job is to be given back.
   *
   * @param pause how long to take no other
   * @param reason for people
   */
  record Deferred(Duration pause, String reason) implements ClaimAnswer {}
}

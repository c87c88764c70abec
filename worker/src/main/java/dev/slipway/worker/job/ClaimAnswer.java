package dev.slipway.worker.job;

import dev.slipway.core.protocol.BuildAssignment;

/** What the build-service says to a claim. */
sealed interface ClaimAnswer {

  /** The build is this worker's. */
  record Claimed(BuildAssignment assignment) implements ClaimAnswer {}

  /** There is nothing to do for this job, for good. */
  record Refused(String reason) implements ClaimAnswer {}
}

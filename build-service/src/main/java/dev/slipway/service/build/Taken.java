package dev.slipway.service.build;

import dev.slipway.core.protocol.BuildAssignment;
import org.jspecify.annotations.Nullable;

/** A claim's outcome before the assignment is put together: the build, or else a refusal. */
record Taken(@Nullable Build build, WorkerAnswer<BuildAssignment> refusal) {

  static Taken of(Build build) {
    return new Taken(build, new WorkerAnswer.Unknown<>());
  }

  static Taken not(WorkerAnswer<BuildAssignment> refusal) {
    return new Taken(null, refusal);
  }
}

package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.CustomSyntax;
import dev.slipway.worker.engine.BuildFailedException;

/** Whether a build may bring a Dockerfile front end of its own, an image that is run to read it. */
enum SyntaxPolicy {
  REFUSE,
  ALLOW;

  /** The operator's choice, {@code slipway.worker.custom-syntax}. */
  static SyntaxPolicy of(WorkerConfig config) {
    return config.customSyntax() ? ALLOW : REFUSE;
  }

  /**
   * @throws BuildFailedException when it may not
   */
  void check(CustomSyntax syntax) throws BuildFailedException {
    if (this == REFUSE) {
      throw new BuildFailedException(
          syntax.range()
              + (syntax.byArgument()
                  ? ": the build argument " + CustomSyntax.ARGUMENT
                  : ": the # syntax= directive")
              + " asks for the Dockerfile front end \""
              + syntax.reference()
              + "\", a program that this worker doesn't run; remove it, or name docker/dockerfile."
              + " The operator may have such files read without it, by slipway.worker.custom-syntax=true.");
    }
  }
}

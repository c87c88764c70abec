package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.process.Breach;

/** The build was ended because it met one of its limits. */
final class LimitReachedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What happened and what to do, to follow "it". */
  LimitReachedException(Breach breach) {
    super(
        breach.words()
            + ". Make it need less, or have the operator raise slipway.worker.buildah.limits."
            + breach.limit()
            + ".");
  }
}

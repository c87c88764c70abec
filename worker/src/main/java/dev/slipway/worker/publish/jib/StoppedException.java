package dev.slipway.worker.publish.jib;

/** Thrown out of Jib's callbacks, which may throw nothing else, when the thread is interrupted. */
final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("stopped");
  }
}

package dev.slipway.worker.engine;

/**
 * The repository is at fault: its Dockerfile, its files, a command of its own. The message says
 * what happened, where, and what to do; it becomes the build's reason.
 */
public final class BuildFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  public BuildFailedException(String message) {
    super(message);
  }

  public BuildFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.slipway.worker.engine.filesystem;

/** A path that can't lead anywhere in an image. The message is for people. */
public final class PathException extends Exception {

  private static final long serialVersionUID = 1L;

  public PathException(String message) {
    super(message);
  }
}

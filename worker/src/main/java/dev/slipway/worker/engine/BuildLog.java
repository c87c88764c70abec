package dev.slipway.worker.engine;

/**
 * The log of one attempt as people read it. Callable from any thread; lines of one thread keep
 * their order. Secrets are masked behind it.
 */
@FunctionalInterface
public interface BuildLog {

  /** Appends one line, given without its line end; line ends inside make it several. */
  void line(String text);
}

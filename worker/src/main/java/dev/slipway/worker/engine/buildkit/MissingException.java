package dev.slipway.worker.engine.buildkit;

/** Something has to be installed, started or configured first; the message says what. */
final class MissingException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  MissingException(String remedy) {
    super(remedy);
    this.remedy = remedy;
  }

  /** What is missing and how to get it, a sentence. */
  String remedy() {
    return remedy;
  }
}

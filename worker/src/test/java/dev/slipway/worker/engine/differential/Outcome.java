package dev.slipway.worker.engine.differential;

import org.jspecify.annotations.Nullable;

/**
 * What a builder made of a case.
 *
 * @param image null when it failed
 * @param error what it said then
 */
record Outcome(@Nullable ImageFacts image, String error) {

  static Outcome failed(String error) {
    return new Outcome(null, error);
  }

  boolean succeeded() {
    return image != null;
  }
}

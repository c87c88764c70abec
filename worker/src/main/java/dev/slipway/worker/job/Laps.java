package dev.slipway.worker.job;

/** Tells how long each of the parts of something took. */
final class Laps {

  private static final double NANOS = 1e9;

  private long last = System.nanoTime();

  private Laps() {}

  static Laps start() {
    return new Laps();
  }

  /** Seconds since the last one, or the start. */
  double lap() {
    long now = System.nanoTime();
    double seconds = (now - last) / NANOS;
    last = now;
    return seconds;
  }
}

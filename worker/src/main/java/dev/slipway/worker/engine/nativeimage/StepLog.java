package dev.slipway.worker.engine.nativeimage;

import dev.slipway.worker.engine.BuildLog;
import java.time.Duration;
import java.util.Locale;

/** Numbered steps in the log, in the words of BuildKit's plain progress. */
final class StepLog {

  private final BuildLog log;
  private int steps;
  private int warnings;
  private long startedAt;

  StepLog(BuildLog log) {
    this.log = log;
  }

  void begin(String title) {
    steps++;
    startedAt = System.nanoTime();
    log.line("#" + steps + " " + title);
  }

  void note(String text) {
    log.line("#" + steps + " " + text);
  }

  /** Something that people should read in every build. */
  void warning(String text) {
    warnings++;
    log.line(text);
  }

  /** How many there were. */
  int warnings() {
    return warnings;
  }

  void cached() {
    log.line("#" + steps + " CACHED");
  }

  void done() {
    double seconds = Duration.ofNanos(System.nanoTime() - startedAt).toMillis() / 1000.0;
    log.line(String.format(Locale.ROOT, "#%d DONE %.1fs", steps, seconds));
  }

  /** A line that belongs to no step. */
  void line(String text) {
    log.line(text);
  }
}

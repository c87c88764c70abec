package dev.slipway.worker.source;

import dev.slipway.worker.engine.BuildLog;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Writes the larger steps of a fetch into the log, and ends it when asked to. */
final class FetchProgress extends EmptyProgressMonitor {

  /** Below this many objects a step is over before anybody could read of it. */
  private static final int WORTH_A_LINE = 1_000;

  private final BuildLog log;
  private final AtomicBoolean canceled = new AtomicBoolean();

  FetchProgress(BuildLog log) {
    this.log = log;
  }

  void cancel() {
    canceled.set(true);
  }

  @Override
  public boolean isCancelled() {
    return canceled.get();
  }

  @Override
  public void beginTask(String title, int totalWork) {
    if (totalWork >= WORTH_A_LINE) {
      log.line(title + ": " + totalWork);
    }
  }
}

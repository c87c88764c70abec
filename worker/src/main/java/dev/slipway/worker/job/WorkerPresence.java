package dev.slipway.worker.job;

import dev.slipway.core.protocol.WorkerProtocol.Presence;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells the build-service every few seconds, and when a slot becomes busy or free, that this worker
 * is there. Nothing depends on it but how well jobs are spread, so failures disturb no build and
 * are logged once until it works again.
 */
final class WorkerPresence implements Runnable {

  private static final Logger LOG = Logger.getLogger(WorkerPresence.class);

  /** Programs of engines may be installed or removed while the worker runs. */
  private static final int ENGINES_EVERY = 12;

  private final BuildService service;
  private final WorkerLoad load;
  private final String cacheId;
  private final String version;
  private final Supplier<List<String>> engines;
  private final Duration interval;
  private List<String> available = List.of();
  private boolean failing;

  /**
   * @param engines what can build now; may take a moment
   * @param interval between two reports when nothing changes
   */
  WorkerPresence(
      BuildService service,
      WorkerLoad load,
      String cacheId,
      String version,
      Supplier<List<String>> engines,
      Duration interval) {
    this.service = service;
    this.load = load;
    this.cacheId = cacheId;
    this.version = version;
    this.engines = engines;
    this.interval = interval;
  }

  /** Runs until its thread is interrupted. */
  @Override
  public void run() {
    try {
      for (int i = 0; ; i++) {
        int free = load.free();
        report(free, i % ENGINES_EVERY == 0);
        load.awaitOther(free, interval);
      }
    } catch (InterruptedException e) {
      LOG.debug("The worker is not reported any more");
    }
  }

  private void report(int free, boolean lookForEngines) throws InterruptedException {
    try {
      if (lookForEngines) {
        available = engines.get();
      }
      service.present(new Presence(cacheId, load.slots(), free, version, available));
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        LOG.warnf("The build-service can't be told of this worker: %s", e.getMessage());
      }
      failing = true;
      Thread.sleep(interval.toMillis());
    }
  }
}

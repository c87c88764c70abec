package dev.slipway.worker.job;

import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.publish.ImageDestination;
import dev.slipway.worker.publish.ImagePublisher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The destinations of one build. They are worked on side by side, and one that fails is left out
 * from then on while the others go on.
 */
final class Destinations implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Destinations.class);
  private static final long STOP_SECONDS = 30;

  private final List<ImageDestination> working = new ArrayList<>();
  private final List<ImageDestination> opened = new ArrayList<>();
  private final Map<String, IOException> failures = new LinkedHashMap<>();
  private final BuildLog log;

  /** What to do with one destination. */
  @FunctionalInterface
  interface Step {
    void run(ImageDestination destination) throws IOException, InterruptedException;
  }

  private Destinations(BuildLog log) {
    this.log = log;
  }

  /** Opens all; none is connected to yet. */
  static Destinations open(ImagePublisher publisher, List<Destination> wanted, BuildLog log) {
    Destinations destinations = new Destinations(log);
    for (Destination destination : wanted) {
      try {
        ImageDestination open = publisher.open(destination);
        destinations.opened.add(open);
        destinations.working.add(open);
      } catch (IOException e) {
        destinations.fail(destination.image(), e);
      }
    }
    return destinations;
  }

  /** Those that have not failed, in the assignment's order. */
  List<ImageDestination> working() {
    return List.copyOf(working);
  }

  /** Why others have failed, by name. */
  Map<String, IOException> failures() {
    return new LinkedHashMap<>(failures);
  }

  /**
   * Does something with each that has not failed, at the same time.
   *
   * @throws InterruptedException when interrupted; nothing goes on then
   */
  void each(Step step) throws InterruptedException {
    if (working.isEmpty()) {
      return;
    }
    ExecutorService executor = Executors.newFixedThreadPool(working.size());
    try {
      Map<ImageDestination, Future<?>> running = new LinkedHashMap<>();
      for (ImageDestination destination : working) {
        running.put(
            destination,
            executor.submit(
                () -> {
                  step.run(destination);
                  return null;
                }));
      }
      for (Map.Entry<ImageDestination, Future<?>> entry : running.entrySet()) {
        await(entry.getKey(), entry.getValue());
      }
    } catch (InterruptedException e) {
      stop(executor);
      throw e;
    } finally {
      executor.shutdownNow();
    }
  }

  private void await(ImageDestination destination, Future<?> step) throws InterruptedException {
    try {
      step.get();
    } catch (ExecutionException e) {
      IOException failure =
          e.getCause() instanceof IOException known
              ? known
              : new IOException("the worker met an unexpected fault; its own log says more", e);
      if (failure != e.getCause()) {
        LOG.errorf(e, "Publishing to %s met a fault of the worker", destination.name());
      }
      working.remove(destination);
      fail(destination.name(), failure);
    }
  }

  private void fail(String name, IOException failure) {
    failures.put(name, failure);
    log.line("ERROR: " + name + ": " + failure.getMessage());
  }

  /** Ends connections in use, and waits until no thread holds one any more. */
  private void stop(ExecutorService executor) {
    executor.shutdownNow();
    close();
    try {
      if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("Publishing does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    for (ImageDestination destination : opened) {
      try {
        destination.close();
      } catch (IOException e) {
        LOG.debugf("Connections to %s did not end well: %s", destination.name(), e.getMessage());
      }
    }
  }
}

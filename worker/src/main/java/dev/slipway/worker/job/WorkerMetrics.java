package dev.slipway.worker.job;

import dev.slipway.core.message.BuildEvent.Status;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** What the worker counts: attempts by outcome, and how long their phases take. */
final class WorkerMetrics {

  private final MeterRegistry registry;

  WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void ended(Status status) {
    registry
        .counter("slipway.attempts", "outcome", status.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /** Measures a phase until it is closed. */
  RunningPhase phase(Phase phase) {
    Timer timer =
        registry.timer("slipway.attempt.phase", "phase", phase.name().toLowerCase(Locale.ROOT));
    Timer.Sample sample = Timer.start(registry);
    return () -> {
      var unused = sample.stop(timer);
    };
  }

  /** Ends without an exception of its own. */
  @FunctionalInterface
  interface RunningPhase extends AutoCloseable {
    @Override
    void close();
  }
}

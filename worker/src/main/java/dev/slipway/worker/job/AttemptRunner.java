package dev.slipway.worker.job;

import dev.slipway.core.message.BuildEvent.Outcome;
import dev.slipway.core.message.BuildEvent.Status;
import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.engine.BuildFailedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/** Runs claimed builds: gives an attempt its lease, log and workspace, and reports how it ended. */
final class AttemptRunner {

  private static final Logger LOG = Logger.getLogger(AttemptRunner.class);
  private static final Duration REPORTING_LIMIT = Duration.ofMinutes(10);

  private final Attempt attempt;
  private final BuildService service;
  private final EventPublisher events;
  private final Workspaces workspaces;
  private final WorkerMetrics metrics;
  private final ScheduledExecutorService scheduler;
  private final Duration heartbeatInterval;
  private final Clock clock;
  private final WorkerLoad load;
  private final Set<AttemptLease> running = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  AttemptRunner(
      Attempt attempt,
      BuildService service,
      EventPublisher events,
      Workspaces workspaces,
      WorkerMetrics metrics,
      ScheduledExecutorService scheduler,
      Duration heartbeatInterval,
      Clock clock,
      WorkerLoad load) {
    this.attempt = attempt;
    this.service = service;
    this.events = events;
    this.workspaces = workspaces;
    this.metrics = metrics;
    this.scheduler = scheduler;
    this.heartbeatInterval = heartbeatInterval;
    this.clock = clock;
    this.load = load;
  }

  /** Runs an attempt to its end in the calling thread. Whatever happens, the slot goes on. */
  void run(BuildAssignment assignment) {
    BuildJob job = new BuildJob(assignment.buildId(), assignment.attempt());
    LOG.infof(
        "Build %s attempt %d of %s starts",
        job.buildId(), job.attempt(), assignment.repositoryName());
    try (var busy = load.busy();
        AttemptLog log = AttemptLog.start(job, SecretMask.of(assignment), events, clock);
        AttemptLease lease = AttemptLease.open(service, assignment, scheduler, heartbeatInterval)) {
      running.add(lease);
      if (stopping) {
        lease.stop(Stop.shutdown());
      }
      try {
        Optional<Outcome> outcome = outcome(assignment, lease, log);
        if (outcome.isPresent()) {
          report(job, outcome.get(), lease, log);
        }
      } finally {
        running.remove(lease);
      }
    }
  }

  /** Interrupts all running attempts; they report nothing and run again elsewhere. */
  void stopAll() {
    stopping = true;
    running.forEach(lease -> lease.stop(Stop.shutdown()));
  }

  private Optional<Outcome> outcome(
      BuildAssignment assignment, AttemptLease lease, AttemptLog log) {
    AttemptFacts facts = new AttemptFacts(clock.instant());
    try (Workspaces.Workspace workspace = workspaces.open(assignment)) {
      attempt.run(assignment, facts, lease, workspace.folder(), log);
      return Optional.of(facts.success());
    } catch (RefusedByServiceException e) {
      return stopped(facts, lease.stopped().orElse(Stop.of(e.refusal())));
    } catch (BuildFailedException e) {
      return ended(facts, lease, Status.FAILED, reason(e));
    } catch (IOException e) {
      return ended(facts, lease, Status.ERROR, reason(e));
    } catch (InterruptedException e) {
      return stopped(facts, lease.stopped().orElseGet(Stop::shutdown));
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError e) {
      LOG.errorf(e, "Build %s met a fault of the worker", assignment.buildId());
      return ended(
          facts,
          lease,
          Status.ERROR,
          "The worker met an unexpected fault; its own log says more. Try the build again, and"
              + " report the fault if it stays.");
    }
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null
        ? "The worker met an input/output fault: " + failure.getClass().getSimpleName() + "."
        : message;
  }

  /** An attempt that was stopped may fail in any way: then the stop is what counts. */
  private static Optional<Outcome> ended(
      AttemptFacts facts, AttemptLease lease, Status status, String reason) {
    Optional<Stop> stop = lease.stopped();
    return stop.isPresent()
        ? stopped(facts, stop.get())
        : Optional.of(facts.outcome(status, reason));
  }

  private static Optional<Outcome> stopped(AttemptFacts facts, Stop stop) {
    return stop.status().map(status -> facts.outcome(status, stop.reason()));
  }

  private void report(BuildJob job, Outcome outcome, AttemptLease lease, AttemptLog log) {
    lease.startReporting(REPORTING_LIMIT);
    metrics.ended(outcome.status());
    log.line(outcome.reason());
    try {
      log.end(outcome);
      LOG.infof("Build %s attempt %d ends: %s", job.buildId(), job.attempt(), outcome.status());
    } catch (InterruptedException e) {
      LOG.warnf(
          "The outcome of build %s could not be reported: %s",
          job.buildId(), lease.stopped().map(Stop::reason).orElse("interrupted"));
    }
  }
}

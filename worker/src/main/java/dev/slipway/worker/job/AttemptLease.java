package dev.slipway.worker.job;

import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Lease;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import dev.slipway.core.protocol.WorkerProtocol.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The right to run one attempt. While it is open, heartbeats renew it and tell the phase; when the
 * build-service wants the attempt to end, can't be reached for as long as the lease lasts, or the
 * attempt runs too long, the attempt's thread is interrupted, once.
 */
final class AttemptLease implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(AttemptLease.class);

  /** The attempt has to be still before the lease is over, not after. */
  private static final Duration SAFETY = Duration.ofSeconds(1);

  private final BuildService service;
  private final BuildJob attempt;
  private final ScheduledExecutorService scheduler;
  private final Thread worker = Thread.currentThread();
  private Phase phase = Phase.FETCHING;
  private boolean publishing;
  private boolean reporting;
  private boolean closed;
  private @Nullable Stop stop;
  private @Nullable Future<?> heartbeats;
  private @Nullable Future<?> timeout;
  private @Nullable Future<?> expiry;

  private AttemptLease(BuildService service, BuildJob attempt, ScheduledExecutorService scheduler) {
    this.service = service;
    this.attempt = attempt;
    this.scheduler = scheduler;
  }

  /** Opens the lease of an attempt that runs in the calling thread. */
  static AttemptLease open(
      BuildService service,
      BuildAssignment assignment,
      ScheduledExecutorService scheduler,
      Duration heartbeatInterval) {
    BuildJob attempt = new BuildJob(assignment.buildId(), assignment.attempt());
    AttemptLease lease = new AttemptLease(service, attempt, scheduler);
    lease.start(assignment, heartbeatInterval);
    return lease;
  }

  private synchronized void start(BuildAssignment assignment, Duration interval) {
    renew(assignment.leaseSeconds());
    int seconds = assignment.timeoutSeconds();
    timeout = scheduler.schedule(() -> stop(Stop.timedOut(seconds)), seconds, TimeUnit.SECONDS);
    long millis = interval.toMillis();
    heartbeats =
        scheduler.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Tells the build-service what the attempt does now, without waiting for its answer. */
  synchronized void enter(Phase newPhase) {
    phase = newPhase;
    if (!closed) {
      scheduler.execute(this::beat);
    }
  }

  /** From now on the tags are written: only the lease's end stops that half-way. */
  synchronized void startPublishing(int leaseSeconds) {
    publishing = true;
    renew(leaseSeconds);
  }

  /** Why the attempt has to end, if it has to. */
  synchronized Optional<Stop> stopped() {
    return Optional.ofNullable(stop);
  }

  /** Ends the attempt; the first reason given counts. */
  synchronized void stop(Stop why) {
    boolean tooLate =
        (publishing && why.isAboutWanting()) || (reporting && why.status().isPresent());
    if (closed || stop != null || tooLate) {
      return;
    }
    stop = why;
    LOG.infof(
        "Stopping build %s attempt %d: %s", attempt.buildId(), attempt.attempt(), why.reason());
    worker.interrupt();
  }

  /**
   * From now on the attempt's end is being reported: only the lease's end stops that, and a time of
   * its own. An interrupt that has come for another reason is taken back.
   */
  synchronized void startReporting(Duration limit) {
    reporting = true;
    stop = null;
    Thread.interrupted();
    cancel(timeout);
    timeout =
        scheduler.schedule(() -> stop(Stop.unreported()), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beat() {
    Phase now;
    synchronized (this) {
      if (closed) {
        return;
      }
      now = phase;
    }
    long sent = System.nanoTime();
    try {
      accept(service.heartbeat(attempt, now), sent);
    } catch (RefusedByServiceException e) {
      stop(Stop.leaseLost(e.refusal().reason()));
    } catch (IOException | RuntimeException e) {
      // Heartbeats go on: if none gets through, the lease runs out by itself.
      LOG.warnf("Heartbeat of build %s failed: %s", attempt.buildId(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(Lease lease, long sentNanos) {
    Refusal refusal = lease.stop();
    if (refusal != null) {
      stop(Stop.of(refusal));
      return;
    }
    long elapsed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sentNanos);
    renew(Math.max(0, lease.leaseSeconds() - elapsed));
  }

  private synchronized void renew(long seconds) {
    if (closed) {
      return;
    }
    cancel(expiry);
    long millis = Math.max(0, TimeUnit.SECONDS.toMillis(seconds) - SAFETY.toMillis());
    expiry = scheduler.schedule(() -> stop(Stop.leaseExpired()), millis, TimeUnit.MILLISECONDS);
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }

  /** No interrupt comes after this, and one that has come is taken back. */
  @Override
  public synchronized void close() {
    closed = true;
    cancel(heartbeats);
    cancel(timeout);
    cancel(expiry);
    if (Thread.currentThread() == worker) {
      Thread.interrupted();
    }
  }
}

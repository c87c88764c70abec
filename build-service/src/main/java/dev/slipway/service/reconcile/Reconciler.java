package dev.slipway.service.reconcile;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/**
 * Takes repositories whose remotes are due and looks at some of them together. Several services may
 * do so at once; each takes its own.
 */
@ApplicationScoped
class Reconciler {

  private static final Logger LOG = Logger.getLogger(Reconciler.class);

  private final Reconciliations reconciliations;
  private final LookAtRemote lookAtRemote;
  private final ReconcileSettings settings;
  private final ManagedExecutor executor;
  private final Clock clock;
  private final Semaphore free;
  private final AtomicBoolean stopping = new AtomicBoolean();

  Reconciler(
      Reconciliations reconciliations,
      LookAtRemote lookAtRemote,
      ReconcileSettings settings,
      ManagedExecutor executor,
      Clock clock) {
    this.reconciliations = reconciliations;
    this.lookAtRemote = lookAtRemote;
    this.settings = settings;
    this.executor = executor;
    this.clock = clock;
    this.free = new Semaphore(settings.parallel());
  }

  /** The database goes before the scheduler does. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stopping.set(true);
  }

  @Scheduled(identity = "reconcile", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    // Only this method takes permits, and it never runs twice at a time.
    int places = free.availablePermits();
    if (stopping.get() || places == 0) {
      return;
    }
    Instant now = clock.instant();
    List<Reconciliation> due =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  reconciliations.enrol(now, settings.interval());
                  return reconciliations.claimDue(now, now.plus(settings.lease()), places);
                });
    due.forEach(this::start);
  }

  private void start(Reconciliation claimed) {
    free.acquireUninterruptibly();
    executor.execute(
        () -> {
          try {
            lookAtRemote.look(claimed);
          } catch (RuntimeException e) {
            // Its lease runs out, and then it is looked at again.
            LOG.errorf(e, "look at a remote failed repository=%s", claimed.repositoryId());
          } finally {
            free.release();
          }
        });
  }
}

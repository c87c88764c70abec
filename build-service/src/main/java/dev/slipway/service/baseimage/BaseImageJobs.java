package dev.slipway.service.baseimage;

import dev.slipway.service.baseimage.WatchedImages.Claim;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Looks, rebuilds and forgets, every now and then. Looks run on threads of their own: a registry
 * that answers slowly holds up no other.
 */
@ApplicationScoped
class BaseImageJobs {

  private static final Logger LOG = Logger.getLogger(BaseImageJobs.class);
  private static final int LONGEST_STOP_SECONDS = 10;

  private final LookAtImages look;
  private final RebuildOutdated rebuild;
  private final ForgetBaseImages forget;
  private final Semaphore free;
  private final ExecutorService threads;
  private final AtomicBoolean stopping = new AtomicBoolean();

  BaseImageJobs(
      LookAtImages look,
      RebuildOutdated rebuild,
      ForgetBaseImages forget,
      BaseImageSettings settings) {
    this.look = look;
    this.rebuild = rebuild;
    this.forget = forget;
    this.free = new Semaphore(settings.threads());
    this.threads = Executors.newFixedThreadPool(settings.threads());
  }

  /** The database goes before the scheduler does. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    stopping.set(true);
    threads.shutdownNow();
    if (!threads.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("looks at base images did not end in time; another service takes them over");
    }
  }

  @Scheduled(
      identity = "look-at-base-images",
      every = "1s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void look() {
    int idle = free.availablePermits();
    if (!stopping.get() && idle > 0) {
      look.take(idle).forEach(this::start);
    }
  }

  @Scheduled(
      identity = "rebuild-on-new-base-images",
      every = "1s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void rebuild() {
    if (!stopping.get()) {
      rebuild.run();
    }
  }

  @Scheduled(
      identity = "forget-base-images",
      every = "1m",
      delayed = "1m",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    if (!stopping.get()) {
      forget.run();
    }
  }

  private void start(Claim claim) {
    free.acquireUninterruptibly();
    threads.execute(
        () -> {
          try {
            look.look(claim);
          } catch (RuntimeException e) {
            // The claim ends by itself, and whoever takes the image next meets the same problem.
            LOG.errorf(e, "look at a base image failed image=%s", claim.image());
          } finally {
            free.release();
          }
        });
  }
}

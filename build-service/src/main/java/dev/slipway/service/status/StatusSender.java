package dev.slipway.service.status;

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
import org.jboss.logging.Logger;

/** Runs {@link SendStatuses} every second, on a few threads of its own. */
@ApplicationScoped
class StatusSender {

  private static final Logger LOG = Logger.getLogger(StatusSender.class);
  private static final int LONGEST_STOP_SECONDS = 5;

  private final SendStatuses send;
  private final ExecutorService threads;
  private final Semaphore free;
  private volatile boolean stopping;

  StatusSender(SendStatuses send, StatusSettings settings) {
    this.send = send;
    this.free = new Semaphore(settings.senders());
    this.threads = Executors.newFixedThreadPool(settings.senders(), StatusSender::thread);
  }

  /** The database goes before the scheduler does. What is on its way then is sent again later. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event)
      throws InterruptedException {
    stopping = true;
    threads.shutdown();
    if (!threads.awaitTermination(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
  }

  /** Starts one more thread, as long as not all of them are busy with slow hosts. */
  @Scheduled(
      identity = "send-statuses",
      every = "${slipway.statuses.every:1s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void run() {
    if (!stopping && free.tryAcquire()) {
      threads.execute(this::drain);
    }
  }

  @Scheduled(
      identity = "forget-statuses",
      every = "1h",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    if (!stopping) {
      send.forgetOld();
    }
  }

  private void drain() {
    try {
      while (!stopping && send.sendNext()) {
        // One after the other, as long as there are any.
      }
    } catch (RuntimeException e) {
      if (!stopping) {
        LOG.warnf("commit statuses can't be sent now: %s", e.toString());
      }
    } finally {
      free.release();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "slipway-statuses");
    thread.setDaemon(true);
    return thread;
  }
}

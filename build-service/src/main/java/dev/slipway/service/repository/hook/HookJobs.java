package dev.slipway.service.repository.hook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs {@link InstallHook} and {@link RemoveHooks} every now and then. */
@ApplicationScoped
class HookJobs {

  private final InstallHook install;
  private final RemoveHooks remove;
  private final AtomicBoolean stopping = new AtomicBoolean();

  HookJobs(InstallHook install, RemoveHooks remove) {
    this.install = install;
    this.remove = remove;
  }

  /** The database goes before the scheduler does. */
  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stopping.set(true);
  }

  @Scheduled(
      identity = "install-webhooks",
      every = "${slipway.webhooks.every:10s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void install() {
    if (!stopping.get()) {
      install.installDue();
    }
  }

  @Scheduled(
      identity = "remove-webhooks",
      every = "${slipway.webhooks.every:10s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void remove() {
    if (!stopping.get()) {
      remove.removeDue();
    }
  }
}

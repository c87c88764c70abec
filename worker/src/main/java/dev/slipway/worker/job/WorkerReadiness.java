package dev.slipway.worker.job;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A worker is ready when every slot takes or runs jobs. */
@Readiness
@ApplicationScoped
class WorkerReadiness implements HealthCheck {

  private final Worker worker;

  WorkerReadiness(Worker worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("worker takes jobs").status(worker.isReady()).build();
  }
}

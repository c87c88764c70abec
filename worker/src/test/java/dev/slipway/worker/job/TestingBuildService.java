package dev.slipway.worker.job;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Cause;
import dev.slipway.core.protocol.WorkerProtocol.Lease;
import dev.slipway.core.protocol.WorkerProtocol.Permit;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import dev.slipway.core.protocol.WorkerProtocol.Presence;
import dev.slipway.core.protocol.WorkerProtocol.Refusal;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A build-service in memory that does what a test tells it. */
final class TestingBuildService implements BuildService {

  final List<String> claims = new CopyOnWriteArrayList<>();
  final List<Phase> phases = new CopyOnWriteArrayList<>();
  final List<String> permits = new CopyOnWriteArrayList<>();
  final Map<String, BuildAssignment> assignments = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<Presence> presences = new CopyOnWriteArrayList<>();
  final AtomicInteger deferrals = new AtomicInteger();
  volatile int deferMillis = 300;
  volatile int leaseSeconds = 60;
  volatile boolean unreachable;
  volatile @Nullable Refusal stop;
  volatile @Nullable Refusal lost;
  volatile @Nullable Refusal noPermit;
  volatile @Nullable Reusable reusable;

  @Override
  public ClaimAnswer claim(BuildJob job) throws IOException {
    claims.add(job.buildId());
    requireReachable();
    if (deferrals.getAndDecrement() > 0) {
      return new ClaimAnswer.Deferred(Duration.ofMillis(deferMillis), "another has its cache");
    }
    BuildAssignment assignment = assignments.get(job.buildId());
    return assignment == null
        ? new ClaimAnswer.Refused("it is done")
        : new ClaimAnswer.Claimed(assignment);
  }

  @Override
  public Lease heartbeat(BuildJob attempt, Phase phase)
      throws IOException, RefusedByServiceException {
    requireReachable();
    Refusal refusal = lost;
    if (refusal != null) {
      throw new RefusedByServiceException(refusal);
    }
    phases.add(phase);
    return new Lease(leaseSeconds, stop);
  }

  @Override
  public Permit permit(BuildJob attempt, String commit, String digest)
      throws IOException, RefusedByServiceException {
    requireReachable();
    Refusal refusal = noPermit;
    if (refusal != null) {
      throw new RefusedByServiceException(refusal);
    }
    permits.add(commit + " " + digest);
    return new Permit(leaseSeconds);
  }

  @Override
  public Optional<Reusable> reuse(BuildJob attempt, String commit, Digest inputs)
      throws IOException, RefusedByServiceException {
    requireReachable();
    Refusal refusal = lost;
    if (refusal != null) {
      throw new RefusedByServiceException(refusal);
    }
    asked.add(inputs.value());
    return Optional.ofNullable(reusable);
  }

  @Override
  public void present(Presence presence) throws IOException {
    requireReachable();
    presences.add(presence);
  }

  static Refusal refusal(Cause cause) {
    return new Refusal(cause, "because of " + cause);
  }

  private void requireReachable() throws IOException {
    if (unreachable) {
      throw new IOException("connection refused");
    }
  }
}

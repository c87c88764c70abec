package dev.slipway.service.build;

import java.time.Instant;

/**
 * A worker's right to run one attempt.
 *
 * @param workerId whose
 * @param startedAt when the attempt was claimed
 * @param until when it is over unless a heartbeat renews it
 */
public record Lease(String workerId, Instant startedAt, Instant until) {

  Lease renewed(Instant newEnd) {
    return new Lease(workerId, startedAt, newEnd);
  }
}

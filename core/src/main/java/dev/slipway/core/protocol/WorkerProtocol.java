package dev.slipway.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The bodies of the build-service's internal API, which workers call with their own bearer token.
 *
 * <ul>
 *   <li>{@code POST /internal/v1/builds/{id}/claim} {@link Claim} → 200 {@link BuildAssignment},
 *       409 {@link Refusal} (done, canceled, superseded, or leased to somebody else: accept the
 *       record and forget it), 404 (unknown: likewise)
 *   <li>{@code POST /internal/v1/builds/{id}/heartbeat} {@link Heartbeat} → 200 {@link Lease}, 409
 *       {@link Refusal} (the lease is lost: stop, publish nothing, report nothing)
 *   <li>{@code POST /internal/v1/builds/{id}/permit} {@link PermitRequest} → 200 {@link Permit},
 *       409 {@link Refusal}
 * </ul>
 */
public final class WorkerProtocol {

  /** Path prefix of the internal API. */
  public static final String BASE_PATH = "/internal/v1/builds";

  private WorkerProtocol() {}

  /**
   * @param workerId the worker's id, new at every start
   * @param attempt the attempt from the job message
   */
  public record Claim(String workerId, int attempt) {}

  /**
   * @param workerId as in the claim
   * @param attempt as in the assignment
   * @param phase what the worker does now
   */
  public record Heartbeat(String workerId, int attempt, Phase phase) {}

  /** What a running attempt does. */
  public enum Phase {
    FETCHING,
    BUILDING,
    PUSHING
  }

  /**
   * @param leaseSeconds how long the lease lasts from now
   * @param stop why to stop now, null to go on
   */
  public record Lease(int leaseSeconds, @Nullable Refusal stop) {}

  /**
   * Asked after all blobs and the manifest by digest are in place and before the first tag is
   * written.
   *
   * @param workerId as in the claim
   * @param attempt as in the assignment
   * @param commit the commit that was built
   * @param digest the digest that the tags are to point at
   */
  public record PermitRequest(String workerId, int attempt, String commit, String digest) {}

  /**
   * @param leaseSeconds how long the tags may be written; the lease is renewed to this length
   */
  public record Permit(int leaseSeconds) {}

  /**
   * @param cause for the program
   * @param reason for people
   */
  public record Refusal(Cause cause, String reason) {}

  /** Why the build-service said no. */
  public enum Cause {
    /** The build has a final state. */
    FINISHED,
    /** Another attempt holds the lease, or a newer one was started. */
    LEASE_LOST,
    /** Somebody canceled it. */
    CANCELED,
    /** A newer commit of the same ref has published, or will. */
    SUPERSEDED,
    /** It ran longer than allowed. */
    TIMED_OUT
  }
}

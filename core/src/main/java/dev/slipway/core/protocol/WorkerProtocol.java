package dev.slipway.core.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of the build-service's internal API, which workers call with their own bearer token.
 *
 * <ul>
 *   <li>{@code POST /internal/v1/builds/{id}/claim} {@link Claim} → 200 {@link BuildAssignment},
 *       202 {@link Deferral} (another worker has the repository's cache: release the record), 409
 *       {@link Refusal} (done, canceled, superseded, or leased to somebody else: accept the record
 *       and forget it), 404 (unknown: likewise)
 *   <li>{@code POST /internal/v1/builds/{id}/heartbeat} {@link Heartbeat} → 200 {@link Lease}, 409
 *       {@link Refusal} (the lease is lost: stop, publish nothing, report nothing)
 *   <li>{@code POST /internal/v1/builds/{id}/permit} {@link PermitRequest} → 200 {@link Permit},
 *       409 {@link Refusal}
 *   <li>{@code POST /internal/v1/builds/{id}/reuse} {@link ReuseQuery} → 200 {@link Reusable}, 204
 *       (nothing to reuse: build), 409 {@link Refusal}
 *   <li>{@code PUT /internal/v1/workers/{workerId}} {@link Presence} → 204
 * </ul>
 */
public final class WorkerProtocol {

  /** Path prefix of the internal API. */
  public static final String BASE_PATH = "/internal/v1/builds";

  /** Path prefix of what workers say of themselves. */
  public static final String WORKERS_PATH = "/internal/v1/workers";

  private WorkerProtocol() {}

  /**
   * @param workerId the worker's id, new at every start
   * @param attempt the attempt from the job message
   * @param cacheId names the worker's caches: the same after a restart on the same folder; null for
   *     a worker that keeps none
   */
  public record Claim(String workerId, int attempt, @Nullable String cacheId) {

    /** A claim of a worker that keeps no caches. */
    public Claim(String workerId, int attempt) {
      this(workerId, attempt, null);
    }
  }

  /**
   * "Somebody else will be quicker": the record is to be given back, and no other to be taken until
   * the time is over. A build is deferred once at most.
   *
   * @param waitMillis how long to leave it to the others
   * @param reason for people
   */
  public record Deferral(int waitMillis, String reason) {}

  /**
   * @param workerId as in the claim
   * @param attempt as in the assignment
   * @param commit the commit that is to be built
   * @param inputs what determines the result: {@code PlanDigest}
   */
  public record ReuseQuery(String workerId, int attempt, String commit, String inputs) {}

  /**
   * An image of the same repository that was made of the same inputs.
   *
   * @param buildId the build that made it
   * @param digest its manifest or index
   */
  public record Reusable(String buildId, String digest) {}

  /**
   * A worker tells that it is there, every few seconds and when its load changes.
   *
   * @param cacheId as in {@link Claim}, null likewise
   * @param slots builds it can run at the same time
   * @param free how many of them are idle
   * @param version of the worker
   * @param engines what it can build with, best first
   */
  public record Presence(
      @Nullable String cacheId, int slots, int free, String version, List<String> engines) {

    public Presence {
      engines = List.copyOf(engines);
    }
  }

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

package dev.slipway.worker.job;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.WorkerProtocol.Lease;
import dev.slipway.core.protocol.WorkerProtocol.Permit;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import dev.slipway.core.protocol.WorkerProtocol.Presence;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import java.io.IOException;
import java.util.Optional;

/**
 * The build-service as a worker sees it. Every call is bounded in time; an {@link IOException}
 * means that the service could not be reached or could not answer now.
 */
interface BuildService {

  ClaimAnswer claim(BuildJob job) throws IOException, InterruptedException;

  /**
   * @throws RefusedByServiceException when the lease is lost
   */
  Lease heartbeat(BuildJob attempt, Phase phase)
      throws IOException, RefusedByServiceException, InterruptedException;

  /**
   * Asks whether the tags may be written now.
   *
   * @throws RefusedByServiceException when they may not
   */
  Permit permit(BuildJob attempt, String commit, String digest)
      throws IOException, RefusedByServiceException, InterruptedException;

  /**
   * Asks for the image of an equal build.
   *
   * @param inputs all that determines the result
   * @return empty when there is none
   * @throws RefusedByServiceException when the lease is lost
   */
  Optional<Reusable> reuse(BuildJob attempt, String commit, Digest inputs)
      throws IOException, RefusedByServiceException, InterruptedException;

  /** Tells that this worker is there, and how busy. */
  void present(Presence presence) throws IOException, InterruptedException;
}

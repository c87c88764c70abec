package dev.slipway.worker.job;

import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.core.protocol.WorkerProtocol.Permit;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.publish.ImagePublisher;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Brings an image to all destinations, asks for the publish permit, and writes the tags last, so
 * that a build which may not publish leaves every tag as it was.
 */
final class PublishImage {

  private static final Duration PERMIT_RETRY = Duration.ofSeconds(1);

  private final ImagePublisher publisher;
  private final BuildService service;

  PublishImage(ImagePublisher publisher, BuildService service) {
    this.publisher = publisher;
    this.service = service;
  }

  void publish(
      BuiltImage image,
      BuildAssignment assignment,
      AttemptFacts facts,
      AttemptLease lease,
      BuildLog log)
      throws IOException, RefusedByServiceException, InterruptedException {
    for (Destination destination : assignment.destinations()) {
      publisher.upload(image, destination, log);
    }
    facts.uploaded(image);
    lease.startPublishing(permit(image, assignment, facts).leaseSeconds());
    for (Destination destination : assignment.destinations()) {
      List<String> written = publisher.tag(image, destination, assignment.tags());
      facts.tagged(written);
      written.forEach(reference -> log.line("Tagged " + reference));
    }
    log.line("Digest " + image.digest());
  }

  /** Tried until it is answered: the lease's end interrupts it. */
  private Permit permit(BuiltImage image, BuildAssignment assignment, AttemptFacts facts)
      throws RefusedByServiceException, InterruptedException {
    BuildJob attempt = new BuildJob(assignment.buildId(), assignment.attempt());
    while (true) {
      try {
        return service.permit(attempt, facts.commit(), image.digest().value());
      } catch (IOException e) {
        Thread.sleep(PERMIT_RETRY.toMillis());
      }
    }
  }
}

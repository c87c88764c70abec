package dev.slipway.worker.job;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds the image of an earlier build with the same inputs, where it still is. */
final class ReuseImage {

  private static final Logger LOG = Logger.getLogger(ReuseImage.class);

  private final BuildService service;

  ReuseImage(BuildService service) {
    this.service = service;
  }

  /**
   * @return empty when the build has to be run: whatever keeps an image from being reused is no
   *     reason to fail
   */
  Optional<ImageBundle> find(
      BuildAssignment assignment,
      Digest inputs,
      Destinations destinations,
      AttemptFacts facts,
      BuildLog log)
      throws RefusedByServiceException, InterruptedException {
    if (!assignment.reuse() || !assignment.cache()) {
      return Optional.empty();
    }
    Optional<Reusable> known = ask(assignment, inputs, facts);
    if (known.isEmpty() || !Digest.isDigest(known.get().digest())) {
      return Optional.empty();
    }
    String buildId = known.get().buildId();
    Optional<ImageBundle> image = find(new Digest(known.get().digest()), destinations);
    if (image.isEmpty()) {
      log.line("The image of build " + buildId + " is in no destination any more, so it is built");
      return image;
    }
    log.line(
        "Reused the image of build "
            + buildId
            + ": same Dockerfile, files, arguments, platforms and base images");
    facts.reuses(buildId);
    return image;
  }

  private Optional<Reusable> ask(BuildAssignment assignment, Digest inputs, AttemptFacts facts)
      throws RefusedByServiceException, InterruptedException {
    try {
      return service.reuse(
          new BuildJob(assignment.buildId(), assignment.attempt()), facts.commit(), inputs);
    } catch (IOException e) {
      LOG.infof("Build %s reuses nothing: %s", assignment.buildId(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The first destination that has it; what a destination fails with here shows when it is used.
   */
  private static Optional<ImageBundle> find(Digest digest, Destinations destinations)
      throws InterruptedException {
    for (ImageDestination destination : destinations.working()) {
      try {
        Optional<ImageBundle> image = destination.find(digest);
        if (image.isPresent()) {
          return image;
        }
      } catch (IOException e) {
        LOG.infof("%s can't be asked for %s: %s", destination.name(), digest, e.getMessage());
      }
    }
    return Optional.empty();
  }
}

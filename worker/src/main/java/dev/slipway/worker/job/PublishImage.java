package dev.slipway.worker.job;

import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Permit;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Brings an image to all destinations, asks for the publish permit, and writes the tags last, so
 * that a build which may not publish leaves every tag as it was. A destination that fails neither
 * stops nor undoes another.
 */
final class PublishImage {

  private static final Duration PERMIT_RETRY = Duration.ofSeconds(1);

  private final BuildService service;
  private final AttestImage attestations;

  PublishImage(BuildService service, AttestImage attestations) {
    this.service = service;
    this.attestations = attestations;
  }

  /**
   * @throws IOException when at least one destination does not have all tags; the message names
   *     those that failed, and what was published nevertheless
   */
  void publish(
      ImageBundle image,
      Destinations destinations,
      BuildAssignment assignment,
      AttemptFacts facts,
      AttemptLease lease,
      BuildLog log)
      throws IOException, RefusedByServiceException, InterruptedException {
    try (AttestImage.Work attesting = attestations.start(image, assignment, facts, log)) {
      destinations.each(destination -> destination.upload(image, log));
      if (destinations.working().isEmpty()) {
        throw failure(destinations.failures(), List.of());
      }
      facts.uploaded(image);
      lease.startPublishing(permit(image, assignment, facts).leaseSeconds());
      List<String> written = tag(image, destinations, assignment.tags(), log);
      facts.tagged(written);
      log.line("Digest " + image.digest());
      // Nobody who waits for the tags has to wait for what is said about the image.
      destinations.each(attesting::attachTo);
      if (!destinations.failures().isEmpty()) {
        throw failure(destinations.failures(), written);
      }
    }
  }

  /** The references that were written, also at destinations that failed half-way. */
  private static List<String> tag(
      ImageBundle image, Destinations destinations, List<String> tags, BuildLog log)
      throws InterruptedException {
    Map<ImageDestination, List<String>> written = new ConcurrentHashMap<>();
    List<ImageDestination> uploaded = destinations.working();
    destinations.each(
        destination -> {
          List<String> here = new ArrayList<>();
          written.put(destination, here);
          for (String tag : tags) {
            here.add(destination.tag(image, tag));
          }
        });
    List<String> references =
        uploaded.stream()
            .flatMap(destination -> written.getOrDefault(destination, List.of()).stream())
            .toList();
    references.forEach(reference -> log.line("Tagged " + reference));
    return references;
  }

  private static IOException failure(Map<String, IOException> failures, List<String> written) {
    IOException first = failures.values().iterator().next();
    if (failures.size() == 1 && written.isEmpty()) {
      return first;
    }
    String failed =
        failures.entrySet().stream()
            .map(entry -> sentence(entry.getKey() + ": " + entry.getValue().getMessage()))
            .collect(Collectors.joining(" "));
    return new IOException(
        written.isEmpty()
            ? "Nothing was published. " + failed
            : "Published "
                + String.join(", ", written)
                + ", but not everywhere. "
                + failed
                + " Build again when that is put right; what is there is not sent again.",
        first);
  }

  private static String sentence(String text) {
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }

  /** Tried until it is answered: the lease's end interrupts it. */
  private Permit permit(ImageBundle image, BuildAssignment assignment, AttemptFacts facts)
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

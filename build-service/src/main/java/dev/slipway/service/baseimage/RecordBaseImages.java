package dev.slipway.service.baseimage;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.service.build.AttemptReported;
import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Takes what an attempt told of its base images, in the transaction that ends the build. What it
 * published is a hint: images that others stand on are looked at at once.
 */
@ApplicationScoped
class RecordBaseImages {

  private static final Logger LOG = Logger.getLogger(RecordBaseImages.class);

  /** More than any Dockerfile has; it bounds what one message can write. */
  private static final int MOST = 200;

  private final BaseImages images;
  private final Clock clock;

  RecordBaseImages(BaseImages images, Clock clock) {
    this.images = images;
    this.clock = clock;
  }

  void record(@Observes AttemptReported report) {
    Build build = report.build();
    List<UsedImage> used =
        report.outcome().baseImages().stream()
            .flatMap(use -> read(build, use).stream())
            .distinct()
            .limit(MOST)
            .toList();
    images.record(build.id(), used);
    if (build.state() instanceof BuildState.Success success) {
      succeeded(build, success, used);
    }
    if (build.state() instanceof BuildState.Final over) {
      over.published()
          .ifPresent(
              image -> images.hint(normalised(image.references()).toList(), clock.instant()));
    }
  }

  private void succeeded(Build build, BuildState.Success success, List<UsedImage> used) {
    if (!images.isOvertaken(build)) {
      images.standOn(
          build, used.stream().filter(UsedImage::canChange).toList(), success.startedAt());
      images.published(build, success.image().digest().value(), clock.instant());
    }
  }

  private static Stream<String> normalised(List<String> references) {
    return references.stream()
        .flatMap(reference -> parse(reference).stream())
        .map(ImageReference::toString);
  }

  /** What can't be read is left out: the build is as good without it. */
  private static Optional<UsedImage> read(Build build, BuildEvent.BaseImageUse use) {
    Optional<ImageReference> reference = parse(use.reference());
    if (reference.isEmpty() || !Digest.isDigest(use.digest())) {
      LOG.warnf("a base image that can't be read was left out build=%s", build.id());
      return Optional.empty();
    }
    return Optional.of(new UsedImage(reference.get(), new Digest(use.digest())));
  }

  private static Optional<ImageReference> parse(String text) {
    try {
      return Optional.of(ImageReference.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

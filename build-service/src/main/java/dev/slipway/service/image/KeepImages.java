package dev.slipway.service.image;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.ImageSummary;
import dev.slipway.service.build.AttemptReported;
import dev.slipway.service.build.BuildState;
import dev.slipway.service.build.PublishedImage;
import dev.slipway.service.inbox.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what an attempt told of its image, in the transaction that ends the build. A summary that
 * can't be right is left out: the build is as good without it.
 */
@ApplicationScoped
class KeepImages {

  private static final Logger LOG = Logger.getLogger(KeepImages.class);

  /** More than any image has; they bound what one message can write. */
  private static final int MOST_PLATFORMS = 100;

  private static final int MOST_LAYERS = 1_000;

  private final Images images;

  KeepImages(Images images) {
    this.images = images;
  }

  void keep(@Observes AttemptReported report) {
    if (report.build().state() instanceof BuildState.Final over) {
      over.published()
          .ifPresent(image -> keep(report.build().id(), image, report.outcome().image()));
    }
  }

  private void keep(UUID build, PublishedImage image, @Nullable ImageSummary told) {
    if (told != null && isSound(told) && told.digest().equals(image.digest().value())) {
      images.keep(build, storable(told));
      return;
    }
    if (told != null) {
      LOG.warnf("what an image consists of can't be right and was left out build=%s", build);
    }
    if (image.reusedFrom() != null) {
      images.keepSame(build, image.reusedFrom());
    }
  }

  private static boolean isSound(ImageSummary summary) {
    return summary.variants().size() <= MOST_PLATFORMS
        && summary.variants().stream().allMatch(KeepImages::isSound);
  }

  private static boolean isSound(ImageSummary.Variant variant) {
    return Digest.isDigest(variant.digest())
        && variant.layers().size() <= MOST_LAYERS
        && variant.layers().stream()
            .allMatch(layer -> Digest.isDigest(layer.digest()) && layer.size() >= 0);
  }

  private static ImageSummary storable(ImageSummary summary) {
    return new ImageSummary(
        summary.digest(),
        text(summary.mediaType()),
        summary.variants().stream().map(KeepImages::storable).toList());
  }

  private static ImageSummary.Variant storable(ImageSummary.Variant variant) {
    List<ImageSummary.Layer> layers =
        variant.layers().stream()
            .map(
                layer ->
                    new ImageSummary.Layer(layer.digest(), layer.size(), text(layer.mediaType())))
            .toList();
    return new ImageSummary.Variant(
        text(variant.platform()), variant.digest(), Text.storable(variant.config()), layers);
  }

  private static String text(String given) {
    return String.valueOf(Text.storable(given));
  }
}

package dev.slipway.service.image;

import dev.slipway.core.message.ImageSummary;
import java.util.Optional;
import java.util.UUID;

/** What the images of builds consist of. Nothing is checked here. */
public interface Images {

  /** Keeps what a build's image consists of. */
  void keep(UUID buildId, ImageSummary summary);

  /** As above, for a build that published the image of another one. */
  void keepSame(UUID buildId, UUID original);

  /** A build's image; empty when it has none, or nobody told what it consists of. */
  Optional<BuiltImage> of(UUID buildId);

  /** The image of the last successful build before a build, of the same rule and ref. */
  Optional<BuiltImage> before(UUID buildId);
}

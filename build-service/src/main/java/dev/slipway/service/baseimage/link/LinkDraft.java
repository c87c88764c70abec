package dev.slipway.service.baseimage.link;

import dev.slipway.core.image.ImageReference;
import dev.slipway.service.repository.RepositoryName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link as somebody wants it: to a repository or to an image.
 *
 * @param repository null for an image
 * @param image with a tag and without a digest; null for a repository
 * @param rule the only rule to rebuild, null for all
 */
public record LinkDraft(
    @Nullable RepositoryName repository, @Nullable ImageReference image, @Nullable UUID rule) {

  public LinkDraft {
    if ((repository == null) == (image == null)) {
      throw new IllegalArgumentException("a link names either a repository or an image");
    }
  }
}

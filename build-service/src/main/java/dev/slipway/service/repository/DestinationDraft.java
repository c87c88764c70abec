package dev.slipway.service.repository;

import dev.slipway.core.image.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * A registry to publish to, as its owner gives it.
 *
 * @param image where to, its tag is of no meaning
 * @param username null for anonymous
 * @param password null means "as before" in an update
 */
public record DestinationDraft(
    ImageReference image, @Nullable String username, @Nullable String password) {

  @Override
  public String toString() {
    return "DestinationDraft[" + image.name() + " " + username + "]";
  }
}

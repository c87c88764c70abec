package dev.slipway.service.repository;

import dev.slipway.core.image.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * A registry to publish to, as its owner gives it.
 *
 * @param image where to, its tag is of no meaning
 * @param username null for anonymous
 * @param password null means "as before" in an update
 * @param insecure whether its owner expects plain HTTP, which the operator has to allow
 */
public record DestinationDraft(
    ImageReference image, @Nullable String username, @Nullable String password, boolean insecure) {

  /** One that is spoken to as the operator's configuration says. */
  public DestinationDraft(
      ImageReference image, @Nullable String username, @Nullable String password) {
    this(image, username, password, false);
  }

  @Override
  public String toString() {
    return "DestinationDraft[" + image.name() + " " + username + "]";
  }
}

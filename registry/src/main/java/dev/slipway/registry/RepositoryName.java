package dev.slipway.registry;

import dev.slipway.core.image.ImageReference;

/**
 * A repository's name in the registry (distribution-spec, "Pulling manifests"): lower-case parts
 * between slashes. No part can be {@code ..} or begin with {@code _}, so a name is safe as a
 * relative path and never meets the registry's own folders.
 *
 * @param value up to 255 characters
 */
public record RepositoryName(String value) {

  public RepositoryName {
    if (!ImageReference.isRepository(value)) {
      throw new RegistryException(
          ErrorCode.NAME_INVALID,
          "a repository's name is lower-case letters, digits and . _ - between slashes, 255"
              + " characters at most");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

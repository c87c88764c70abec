package dev.slipway.registry.manifest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of manifests that the registry takes. */
public enum ManifestType {
  OCI_MANIFEST("application/vnd.oci.image.manifest.v1+json", false),
  OCI_INDEX("application/vnd.oci.image.index.v1+json", true),
  DOCKER_MANIFEST("application/vnd.docker.distribution.manifest.v2+json", false),
  DOCKER_LIST("application/vnd.docker.distribution.manifest.list.v2+json", true);

  private final String mediaType;
  private final boolean index;

  ManifestType(String mediaType, boolean index) {
    this.mediaType = mediaType;
    this.index = index;
  }

  /** The kind with this media type, whose parameters are ignored. */
  static Optional<ManifestType> of(String mediaType) {
    String plain = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(type -> type.mediaType.equals(plain)).findFirst();
  }

  public String mediaType() {
    return mediaType;
  }

  /** Whether it lists other manifests instead of layers. */
  public boolean isIndex() {
    return index;
  }
}

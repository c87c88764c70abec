package dev.slipway.worker.engine.config;

/**
 * Media types of OCI image-spec (media-types.md) and of Docker's image manifest V2 schema 2, which
 * pair up one to one but for zstd.
 */
final class MediaTypes {

  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
  static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
  static final String OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";

  static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
  static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  static final String DOCKER_LAYER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";
  static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

  private MediaTypes() {}

  /** The same layer's type in a manifest of OCI or Docker. */
  static String layer(String type, boolean docker) {
    return switch (type) {
      case OCI_LAYER_GZIP, DOCKER_LAYER_GZIP -> docker ? DOCKER_LAYER_GZIP : OCI_LAYER_GZIP;
      case OCI_LAYER, DOCKER_LAYER -> docker ? DOCKER_LAYER : OCI_LAYER;
      default -> type;
    };
  }
}

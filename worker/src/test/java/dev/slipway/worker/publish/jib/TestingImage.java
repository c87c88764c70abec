package dev.slipway.worker.publish.jib;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.TestingTar;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small OCI image in memory, of one layer. */
record TestingImage(byte[] manifest, String mediaType, List<Blob> blobs) implements BuiltImage {

  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  static TestingImage of(TestingTar layer) {
    return of(layer, "", null);
  }

  /**
   * @param moreConfig further fields of the configuration, each ending in a comma
   * @param layerOrigin where the layer may be mounted from
   */
  static TestingImage of(
      TestingTar layer, String moreConfig, @Nullable ImageReference layerOrigin) {
    return of(layer, "amd64", moreConfig, layerOrigin);
  }

  static TestingImage ofArm(TestingTar layer) {
    return of(layer, "arm64", "", null);
  }

  private static TestingImage of(
      TestingTar layer,
      String architecture,
      String moreConfig,
      @Nullable ImageReference layerOrigin) {
    byte[] plain = layer.plain();
    byte[] zipped = TestingTar.gzip(plain);
    byte[] config =
        bytes(
            "{%s\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"%s\"]}}"
                .formatted(moreConfig, architecture, Digest.of(plain)));
    byte[] manifest =
        bytes(
            """
            {"schemaVersion":2,"mediaType":"%s",
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":%d,"digest":"%s"},
             "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","size":%d,"digest":"%s"}]}"""
                .formatted(
                    OCI_MANIFEST,
                    config.length,
                    Digest.of(config),
                    zipped.length,
                    Digest.of(zipped)));
    return new TestingImage(
        manifest, OCI_MANIFEST, List.of(blob(config, null), blob(zipped, layerOrigin)));
  }

  /** An index of images that are pushed already. */
  static TestingImage index(String... descriptors) {
    return new TestingImage(
        bytes(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[%s]}"
                .formatted(String.join(",", descriptors))),
        "application/vnd.oci.image.index.v1+json",
        List.of(blob(bytes("{}"), null)));
  }

  /** This image as an index lists it. */
  String descriptor(String platform) {
    return "{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"%s\",\"platform\":%s}"
        .formatted(mediaType, manifest.length, digest(), platform);
  }

  private static Blob blob(byte[] content, @Nullable ImageReference origin) {
    return new Blob(
        Digest.of(content), content.length, () -> new ByteArrayInputStream(content), origin);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {}
}

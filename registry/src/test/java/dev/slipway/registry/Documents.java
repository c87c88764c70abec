package dev.slipway.registry;

import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Manifests for tests. */
public final class Documents {

  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  private Documents() {}

  /** An image manifest with this config and these layers. */
  public static byte[] image(byte[] config, byte[]... layers) {
    return image("", config, layers);
  }

  /** An artifact that says something about another manifest. */
  public static byte[] artifact(String type, Digest subject, byte[] config) {
    return image(
        "\"artifactType\":\"%s\",\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2},"
                .formatted(type, OCI_MANIFEST, subject)
            + "\"annotations\":{\"by\":\"a test\"},",
        config);
  }

  /** An index of some manifests. */
  public static byte[] index(byte[]... manifests) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
        .formatted(OCI_INDEX, descriptors(OCI_MANIFEST, manifests))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] image(String more, byte[] config, byte[]... layers) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",%s\"config\":%s,\"layers\":[%s]}"
        .formatted(
            OCI_MANIFEST,
            more,
            descriptors("application/vnd.oci.image.config.v1+json", config),
            descriptors("application/vnd.oci.image.layer.v1.tar", layers))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String descriptors(String mediaType, byte[]... contents) {
    return Arrays.stream(contents)
        .map(
            content ->
                "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                    .formatted(mediaType, Digest.of(content), content.length))
        .collect(Collectors.joining(","));
  }
}

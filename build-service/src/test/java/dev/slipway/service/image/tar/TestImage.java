package dev.slipway.service.image.tar;

import dev.slipway.core.image.Digest;
import dev.slipway.service.baseimage.TestRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Images that every tool takes, pushed to a registry. */
final class TestImage {

  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

  private TestImage() {}

  /** An image with a layer for each content, each with one file. */
  static Digest push(
      TestRegistry registry, String repository, String architecture, String... contents)
      throws IOException {
    List<String> layers = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (int i = 0; i < contents.length; i++) {
      String layer = layer("file" + i, contents[i]);
      Digest digest = registry.pushBlob(repository, layer);
      layers.add(descriptor(LAYER, digest, layer.length(), ""));
      diffIds.add("\"" + digest + "\"");
    }
    String config =
        "{\"architecture\":\"%s\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
            .formatted(architecture, String.join(",", diffIds));
    Digest configDigest = registry.pushBlob(repository, config);
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
            .formatted(
                MANIFEST,
                descriptor(CONFIG, configDigest, config.length(), ""),
                String.join(",", layers));
    return registry.pushManifest(repository, architecture, MANIFEST, manifest);
  }

  /** An index of images for several architectures, which have one layer in common. */
  static Digest pushIndex(TestRegistry registry, String repository, String... architectures)
      throws IOException {
    List<String> entries = new ArrayList<>();
    for (String architecture : architectures) {
      Digest digest = push(registry, repository, architecture, "common", architecture);
      entries.add(
          descriptor(
              MANIFEST,
              digest,
              registry.size(repository, digest),
              ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}"));
    }
    String index =
        "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
            .formatted(INDEX, entries.stream().collect(Collectors.joining(",")));
    return registry.pushManifest(repository, "all", INDEX, index);
  }

  /** A tar archive of a file; of ASCII alone, as long as the content is. */
  static String layer(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length());
      entry.setModTime(0L);
      tar.putArchiveEntry(entry);
      tar.write(content.getBytes(StandardCharsets.US_ASCII));
      tar.closeArchiveEntry();
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  private static String descriptor(String type, Digest digest, long size, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(type, digest, size, more);
  }
}

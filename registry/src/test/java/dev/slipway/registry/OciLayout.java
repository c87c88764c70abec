package dev.slipway.registry;

import dev.slipway.core.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes a small image as a folder (image-spec, image-layout.md), for tools to push. */
final class OciLayout {

  private static final int EMPTY_TAR_BYTES = 10240;

  private OciLayout() {}

  /** Writes the image under the name {@code latest}. */
  static Path write(Path folder) throws IOException {
    byte[] tar = new byte[EMPTY_TAR_BYTES];
    byte[] layer = gzip(tar);
    byte[] config =
        """
        {"architecture":"amd64","os":"linux","config":{"Cmd":["/hello"]},
        "rootfs":{"type":"layers","diff_ids":["%s"]},
        "history":[{"created":"2026-01-01T00:00:00Z"}],"created":"2026-01-01T00:00:00Z"}"""
            .formatted(Digest.of(tar))
            .getBytes(StandardCharsets.UTF_8);
    byte[] manifest =
        new String(Documents.image(config, layer), StandardCharsets.UTF_8)
            .replace("layer.v1.tar", "layer.v1.tar+gzip")
            .getBytes(StandardCharsets.UTF_8);
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    for (byte[] blob : new byte[][] {layer, config, manifest}) {
      Files.write(blobs.resolve(Digest.of(blob).hex()), blob);
    }
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.writeString(
        folder.resolve("index.json"),
        """
        {"schemaVersion":2,"manifests":[{"mediaType":"%s","digest":"%s","size":%d,
        "annotations":{"org.opencontainers.image.ref.name":"latest"}}]}"""
            .formatted(Documents.OCI_MANIFEST, Digest.of(manifest), manifest.length));
    return folder;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}

package dev.slipway.worker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a built image back the plain way, without the code under test.
 *
 * @param manifest as pushed
 * @param config the configuration
 * @param files every path, with {@code mode uid:gid content}, {@code mode uid:gid/} for a directory
 *     or {@code -> target} for a symlink; the layers laid over one another
 */
public record ImageReading(JsonNode manifest, JsonNode config, Map<String, String> files) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public static ImageReading of(BuiltImage image) throws IOException {
    Map<String, BuiltImage.Blob> blobs = new HashMap<>();
    for (BuiltImage.Blob blob : image.blobs()) {
      blobs.put(blob.digest().value(), blob);
    }
    JsonNode manifest = JSON.readTree(image.manifest());
    Map<String, String> files = new TreeMap<>();
    for (JsonNode layer : manifest.path("layers")) {
      read(bytes(blobs.get(layer.path("digest").asText())), files);
    }
    JsonNode config =
        JSON.readTree(bytes(blobs.get(manifest.path("config").path("digest").asText())));
    return new ImageReading(manifest, config, files);
  }

  /** One value of the configuration's {@code config} as JSON. */
  public String setting(String name) {
    return config.path("config").path(name).toString();
  }

  private static byte[] bytes(BuiltImage.Blob blob) throws IOException {
    try (InputStream in = blob.content().open()) {
      byte[] bytes = in.readAllBytes();
      if (!Digest.of(bytes).equals(blob.digest()) || bytes.length != blob.size()) {
        throw new IOException("blob " + blob.digest() + " is not what it says");
      }
      return bytes;
    }
  }

  private static void read(byte[] layer, Map<String, String> files) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new java.io.ByteArrayInputStream(layer)), "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = entry.getName().replaceAll("^\\./|/$", "");
        String attributes =
            Integer.toOctalString(entry.getMode() & 07777)
                + " "
                + entry.getLongUserId()
                + ":"
                + entry.getLongGroupId();
        if (entry.isLink()) {
          files.put(path, files.get(entry.getLinkName()));
        } else if (entry.isSymbolicLink()) {
          files.put(path, "-> " + entry.getLinkName());
        } else if (entry.isDirectory()) {
          files.put(path, attributes + "/");
        } else {
          files.put(
              path, attributes + " " + new String(tar.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }
}

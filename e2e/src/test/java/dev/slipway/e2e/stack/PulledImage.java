package dev.slipway.e2e.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as skopeo pulls it.
 *
 * @param digest its manifest's digest as the registry tells it
 * @param config the whole configuration
 * @param files the merged file system: path → {@code mode uid:gid size} or {@code -> target}
 */
public record PulledImage(String digest, JsonNode config, SortedMap<String, String> files) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WHITEOUT = ".wh.";

  /** Pulls by tag or digest, with optional {@code user:password}. */
  public static PulledImage pull(String reference, String credentials) {
    try {
      Path folder = Files.createTempDirectory("pulled");
      String auth = credentials == null ? "--src-no-creds" : "--src-creds=" + credentials;
      Commands.run(
          folder,
          "skopeo",
          "copy",
          "-q",
          "--src-tls-verify=false",
          auth,
          "docker://" + reference,
          "dir:" + folder.resolve("image"));
      String inspectAuth = credentials == null ? "--no-creds" : "--creds=" + credentials;
      String digest =
          Commands.run(
                  folder,
                  "skopeo",
                  "inspect",
                  "--tls-verify=false",
                  inspectAuth,
                  "--format",
                  "{{.Digest}}",
                  "docker://" + reference)
              .strip();
      Path image = folder.resolve("image");
      JsonNode manifest = JSON.readTree(image.resolve("manifest.json").toFile());
      SortedMap<String, String> files = new TreeMap<>();
      for (JsonNode layer : manifest.path("layers")) {
        apply(image.resolve(hex(layer)), files);
      }
      return new PulledImage(
          digest, JSON.readTree(image.resolve(hex(manifest.path("config"))).toFile()), files);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** One line for each file, as a scenario lists them. */
  public List<String> listing() {
    return files.entrySet().stream().map(file -> file.getKey() + " " + file.getValue()).toList();
  }

  private static String hex(JsonNode descriptor) {
    return descriptor.path("digest").asText().substring("sha256:".length());
  }

  private static void apply(Path layer, SortedMap<String, String> files) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(layer));
        TarArchiveInputStream tar = new TarArchiveInputStream(plain(raw))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = "/" + entry.getName().replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        String parent = path.substring(0, path.lastIndexOf('/') + 1);
        if (name.equals(WHITEOUT + WHITEOUT + ".opq")) {
          files.keySet().removeIf(file -> file.startsWith(parent));
        } else if (name.startsWith(WHITEOUT)) {
          String gone = parent + name.substring(WHITEOUT.length());
          files.keySet().removeIf(file -> file.equals(gone) || file.startsWith(gone + "/"));
        } else {
          files.put(path, describe(entry));
        }
      }
    }
  }

  private static InputStream plain(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in) : in;
  }

  private static String describe(TarArchiveEntry entry) {
    String owner = entry.getLongUserId() + ":" + entry.getLongGroupId();
    String mode = String.format("%04o", entry.getMode() & 07777);
    if (entry.isSymbolicLink()) {
      return "-> " + entry.getLinkName() + " " + owner;
    }
    if (entry.isLink()) {
      return "= /" + entry.getLinkName() + " " + owner;
    }
    return entry.isDirectory()
        ? mode + " " + owner + " dir"
        : mode + " " + owner + " " + entry.getSize();
  }
}

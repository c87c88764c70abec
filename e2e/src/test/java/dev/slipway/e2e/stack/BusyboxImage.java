package dev.slipway.e2e.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A {@code busybox:latest} made of Debian's busybox-static, since Docker Hub is out of reach. */
public final class BusyboxImage {

  private static final List<String> APPLETS =
      List.of(
          "sh", "ls", "cat", "echo", "mkdir", "touch", "id", "env", "sleep", "test", "chmod", "cp",
          "rm", "true", "false", "head", "tr", "wc", "date", "ps");

  private BusyboxImage() {}

  /** Builds it as an OCI layout in a folder and pushes it to a registry as library/busybox. */
  public static void pushTo(DockerRegistry registry, Path folder) throws IOException {
    push(folder, registry.host() + "/library/busybox:latest", "2026-01-01T00:00:00Z");
  }

  /**
   * The same under any reference.
   *
   * @param created when it says it was made: another time gives another digest
   */
  public static void push(Path folder, String reference, String created) throws IOException {
    Path layout = folder.resolve("busybox");
    Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
    byte[] tar = tar();
    byte[] layer = gzip(tar);
    ObjectMapper json = new ObjectMapper();
    byte[] config =
        json.writeValueAsBytes(
            Map.of(
                "architecture", architecture(),
                "os", "linux",
                "created", created,
                "config",
                    Map.of(
                        "Cmd",
                        List.of("sh"),
                        "Env",
                        List.of(
                            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")),
                "rootfs", Map.of("type", "layers", "diff_ids", List.of("sha256:" + sha256(tar))),
                "history", List.of(Map.of("created", created, "created_by", "busybox-static"))));
    byte[] manifest =
        json.writeValueAsBytes(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                "application/vnd.oci.image.manifest.v1+json",
                "config",
                descriptor("application/vnd.oci.image.config.v1+json", config),
                "layers",
                List.of(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer))));
    for (byte[] blob : List.of(layer, config, manifest)) {
      Files.write(blobs.resolve(sha256(blob)), blob);
    }
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.write(
        layout.resolve("index.json"),
        json.writeValueAsBytes(
            Map.of(
                "schemaVersion",
                2,
                "manifests",
                List.of(descriptor("application/vnd.oci.image.manifest.v1+json", manifest)))));
    Commands.run(
        folder,
        "skopeo",
        "copy",
        "-q",
        "--dest-tls-verify=false",
        "oci:" + layout,
        "docker://" + reference);
  }

  /** Bytes of the one program in it. */
  public static long binarySize() throws IOException {
    return Files.size(Requirements.find("busybox").orElseThrow());
  }

  private static byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String directory : List.of("bin/", "etc/", "tmp/", "usr/", "usr/bin/", "var/")) {
        TarArchiveEntry entry = new TarArchiveEntry(directory);
        entry.setMode(directory.equals("tmp/") ? 01777 : 0755);
        put(tar, entry, new byte[0]);
      }
      TarArchiveEntry busybox = new TarArchiveEntry("bin/busybox");
      busybox.setMode(0755);
      put(tar, busybox, Files.readAllBytes(Requirements.find("busybox").orElseThrow()));
      for (String applet : APPLETS) {
        TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
        link.setLinkName("busybox");
        put(tar, link, new byte[0]);
      }
      put(
          tar,
          new TarArchiveEntry("etc/passwd"),
          text("root:x:0:0:root:/root:/bin/sh\nwww:x:82:82:www:/var:/bin/false\n"));
      put(tar, new TarArchiveEntry("etc/group"), text("root:x:0:\nwww:x:82:\n"));
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content)
      throws IOException {
    entry.setSize(content.length);
    entry.setModTime(1_767_225_600_000L);
    entry.setIds(0, 0);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static Map<String, Object> descriptor(String mediaType, byte[] blob) {
    return Map.of("mediaType", mediaType, "digest", "sha256:" + sha256(blob), "size", blob.length);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String architecture() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

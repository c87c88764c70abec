package dev.slipway.worker.engine.differential;

import dev.slipway.core.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A base image made by hand: odd modes, links of all kinds, users, and every setting there is. */
final class TestingBase {

  private static final List<String> LAYERS =
      List.of(
          """
          dir 755 0:0 bin
          file 755 0:0 bin/busybox no program
          hardlink 755 0:0 bin/sh bin/busybox
          file 4755 0:0 bin/su setuid
          dir 755 0:0 etc
          file 644 0:0 etc/removed below
          dir 1777 0:0 tmp
          dir 755 0:0 run
          dir 755 0:0 usr
          dir 755 0:0 usr/lib
          dir 755 0:0 var
          symlink var/run /run
          symlink lib usr/lib
          """,
          """
          dir 755 0:0 etc
          file 644 0:0 etc/.wh.removed
          dir 700 1000:1001 home
          dir 700 1000:1001 home/app
          file 600 1000:1001 home/app/.profile hello
          dir 2775 0:50 srv
          symlink current /releases/1
          symlink config etc/app.conf
          symlink loop loop
          dir 750 3:4 data
          file 640 3:4 data/one 1
          file 604 3:5 data/two 2
          hardlink 640 3:4 data/three data/one
          symlink data/soft one
          """);

  private static final String USERS =
      "root:x:0:0:root:/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n";
  private static final String GROUPS = "root:x:0:\nstaff:x:50:app\napp:x:1001:\n";

  private static final String CONFIG =
      """
      {"architecture":"amd64","os":"linux","created":"2026-01-01T00:00:00Z",
       "config":{"Env":["PATH=/bin","BASE=of the base"],"Cmd":["sh"],"WorkingDir":"/srv",
        "Labels":{"maintainer":"nobody"},"StopSignal":"SIGQUIT","ExposedPorts":{"70/tcp":{}},
        "Volumes":{"/data/volume":{}},"Shell":["/bin/sh","-ec"],
        "Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":30000000000,"Retries":2}%s},
       "history":[{"created":"2026-01-01T00:00:00Z","created_by":"first"},
        {"created":"2026-01-01T00:00:00Z","created_by":"ENV BASE","empty_layer":true},
        {"created":"2026-01-01T00:00:00Z","created_by":"second","comment":"by hand"}],
       "rootfs":{"type":"layers","diff_ids":["%s","%s"]}}
      """;

  private TestingBase() {}

  /**
   * Pushes it as {@code library/base}, and as {@code library/parent} with ONBUILD triggers.
   *
   * @param registry {@code host:port} on plain HTTP
   */
  static void push(Path folder, String registry) throws IOException, InterruptedException {
    push(folder.resolve("base"), registry + "/library/base:latest", "");
    push(
        folder.resolve("parent"),
        registry + "/library/parent:latest",
        ",\"OnBuild\":[\"COPY a /onbuild/\",\"ENV TRIGGERED=yes\"]");
  }

  private static void push(Path image, String reference, String more)
      throws IOException, InterruptedException {
    Files.createDirectories(image);
    byte[] first = withUsers(LAYERS.get(0));
    byte[] second = ArchiveText.tar(LAYERS.get(1));
    byte[] config =
        CONFIG
            .formatted(more, Digest.of(first), Digest.of(second))
            .getBytes(StandardCharsets.UTF_8);
    String docker = "application/vnd.docker.";
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + docker
            + "distribution.manifest.v2+json\",\"config\":"
            + describe(image, docker + "container.image.v1+json", config)
            + ",\"layers\":["
            + describe(image, docker + "image.rootfs.diff.tar.gzip", gzip(first))
            + ","
            + describe(image, docker + "image.rootfs.diff.tar.gzip", gzip(second))
            + "]}";
    Files.writeString(image.resolve("manifest.json"), manifest);
    Files.writeString(image.resolve("version"), "Directory Transport Version: 1.1\n");
    Process process =
        new ProcessBuilder(
                "skopeo",
                "copy",
                "--insecure-policy",
                "--dest-tls-verify=false",
                "dir:" + image,
                "docker://" + reference)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  /** The text of an archive has one line a file, and these have several. */
  private static byte[] withUsers(String layer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var tar =
        new org.apache.commons.compress.archivers.tar.TarArchiveOutputStream(bytes, "UTF-8")) {
      try (var in =
          new org.apache.commons.compress.archivers.tar.TarArchiveInputStream(
              new java.io.ByteArrayInputStream(ArchiveText.tar(layer)))) {
        for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          tar.putArchiveEntry(entry);
          tar.write(in.readAllBytes());
          tar.closeArchiveEntry();
        }
      }
      for (String[] file : new String[][] {{"etc/passwd", USERS}, {"etc/group", GROUPS}}) {
        var entry = new org.apache.commons.compress.archivers.tar.TarArchiveEntry(file[0]);
        entry.setSize(file[1].length());
        entry.setMode(0644);
        entry.setIds(0, 0);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(file[1].getBytes(StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String describe(Path image, String type, byte[] blob) throws IOException {
    Digest digest = Digest.of(blob);
    Files.write(image.resolve(digest.hex()), blob);
    return "{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"%s\"}"
        .formatted(type, blob.length, digest);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}

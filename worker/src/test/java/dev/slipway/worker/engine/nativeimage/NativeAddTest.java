package dev.slipway.worker.engine.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.ImageReading;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.engine.remote.RemoteFile;
import dev.slipway.worker.engine.remote.RemoteRepositories.Fetched;
import dev.slipway.worker.engine.remote.Remotes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADD of URLs: point 23 of what implementations get wrong. */
final class NativeAddTest {

  private static final byte[] ARCHIVE =
      new TestingTar().file("in/file", 0640, 3, 4, "packed").gzipped();

  @TempDir Path folder;

  private Instant modified = Instant.parse("2020-02-02T02:02:02Z");

  private TestingBuild build() {
    return new TestingBuild(
        TestingNativeEngine.fetching(new TestingBaseImages(), folder, new Served()), folder);
  }

  @Test
  void aFileFromAUrlIsItsOwnersAloneAndKeepsItsName() throws Exception {
    ImageReading image =
        build()
            .build(
                "FROM scratch",
                "ADD http://example.com/a/file.txt?x=y /x/",
                "ADD --chown=7:8 --chmod=644 http://example.com/file.txt /y");

    assertEquals("600 0:0 http://example.com/a/file.txt?x=y", image.files().get("x/file.txt"));
    assertEquals("644 7:8 http://example.com/file.txt", image.files().get("y"));
  }

  @Test
  void anArchiveFromAUrlIsUnpackedOnlyWhenAskedFor() throws Exception {
    ImageReading image =
        build()
            .build(
                "FROM scratch",
                "ADD http://example.com/a.tgz /packed/",
                "ADD --unpack=true http://example.com/a.tgz /unpacked/");

    assertEquals(true, image.files().containsKey("packed/a.tgz"));
    assertEquals("640 3:4 packed", image.files().get("unpacked/in/file"));
  }

  @Test
  void theTimeIsTheServersButNotAfterTheCommits() throws Exception {
    assertEquals(modified, timeOf("ADD http://example.com/x /x"));
    modified = Instant.parse("2030-01-01T00:00:00Z");
    assertEquals(Instant.parse("2026-01-02T03:04:05Z"), timeOf("ADD http://example.com/x /x"));
  }

  @Test
  void aSourceDateEpochIsTheTimeOfEverything() throws Exception {
    ImageReading image =
        build()
            .buildArgs(Map.of("SOURCE_DATE_EPOCH", "1600000000"))
            .build("FROM scratch", "ADD http://example.com/x /x");

    assertEquals("2020-09-13T12:26:40Z", image.config().path("created").asText());
    assertEquals("2020-09-13T12:26:40Z", image.config().at("/history/0/created").asText());
  }

  private Instant timeOf(String instruction) throws Exception {
    try (BuiltImage image = build().image("FROM scratch", instruction);
        var layer = image.blobs().get(1).content().open();
        var tar =
            new TarArchiveInputStream(
                new ByteArrayInputStream(new GZIPInputStream(layer).readAllBytes()))) {
      return tar.getNextEntry().getLastModifiedTime().toInstant();
    }
  }

  /** A network where every file holds its own address, or an archive. */
  private final class Served implements Remotes {

    @Override
    public RemoteFile file(
        String repositoryId, String address, @Nullable String checksum, boolean known)
        throws IOException {
      byte[] content = address.endsWith(".tgz") ? ARCHIVE : address.getBytes("UTF-8");
      Path file = Files.write(Files.createTempFile(folder, "served", ""), content);
      return new RemoteFile(file, Digest.of(content), content.length, modified);
    }

    @Override
    public Fetched repository(
        String repositoryId, String address, @Nullable String checksum, BuildLog log) {
      throw new UnsupportedOperationException("no repositories here");
    }
  }
}

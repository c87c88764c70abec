package dev.slipway.registry.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.blob.Blob;
import dev.slipway.registry.blob.Blobs;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.RepositoryWalk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh set of objects on the same folder is what a restart after kill -9 is. */
class CrashTest {

  private static final RepositoryName REPOSITORY = new RepositoryName("team/app");
  private static final long LIMIT = 1000;

  @TempDir Path directory;

  private DataFolder folder;
  private Blobs blobs;
  private Uploads uploads;

  @BeforeEach
  void start() {
    folder = new DataFolder(directory);
    blobs = new Blobs(folder);
    uploads = new Uploads(folder, blobs, LIMIT);
  }

  @Test
  void anUploadGoesOnAfterARestart() throws IOException {
    UploadId id = uploads.start(REPOSITORY);
    uploads.append(REPOSITORY, id, Optional.empty(), stream("before, "));

    start();
    assertEquals(8, uploads.size(REPOSITORY, id));
    Digest digest = Digest.of(bytes("before, after"));
    Blob blob = uploads.finish(REPOSITORY, id, Optional.empty(), stream("after"), digest);

    assertArrayEquals(bytes("before, after"), Files.readAllBytes(blob.file()));
  }

  @Test
  void anUploadCutOffByTheCrashIsNeverTakenForTheBlob() throws IOException {
    UploadId id = uploads.start(REPOSITORY);
    uploads.append(REPOSITORY, id, Optional.empty(), stream("all of it"));
    Path file = folder.repository(REPOSITORY).uploads().resolve(id.toString());
    Files.write(file, bytes("all"), StandardOpenOption.TRUNCATE_EXISTING);

    start();
    Digest digest = Digest.of(bytes("all of it"));
    RegistryException refused =
        assertThrows(
            RegistryException.class,
            () -> uploads.finish(REPOSITORY, id, Optional.empty(), stream(""), digest));

    assertEquals(ErrorCode.DIGEST_INVALID, refused.code());
    assertFalse(blobs.content(digest).isPresent());
    assertFalse(Files.exists(file));
  }

  @Test
  void aClientThatVanishesLeavesAnUploadThatCanGoOn() throws IOException {
    UploadId id = uploads.start(REPOSITORY);
    InputStream broken =
        new InputStream() {
          private boolean sent;

          @Override
          public int read() throws IOException {
            throw new IOException("the client went away");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (sent) {
              return read();
            }
            sent = true;
            buffer[offset] = 'a';
            return 1;
          }
        };
    assertThrows(IOException.class, () -> uploads.append(REPOSITORY, id, Optional.empty(), broken));

    assertEquals(1, uploads.size(REPOSITORY, id));
    uploads.finish(REPOSITORY, id, Optional.empty(), stream("bc"), Digest.of(bytes("abc")));
    assertTrue(blobs.find(REPOSITORY, Digest.of(bytes("abc"))).isPresent());
  }

  @Test
  void contentWithoutLinkIsNotServedAndIsLinkedByTheNextPush() throws IOException {
    Digest digest = Digest.of(bytes("killed before the link"));
    push("killed before the link");
    Files.delete(folder.repository(REPOSITORY).blob(digest));

    start();
    assertFalse(blobs.find(REPOSITORY, digest).isPresent());
    push("killed before the link");

    assertTrue(blobs.find(REPOSITORY, digest).isPresent());
  }

  @Test
  void damagedContentIsReplacedByTheNextPush() throws IOException {
    Blob blob = push("whole content");
    Files.write(blob.file(), bytes("who"), StandardOpenOption.TRUNCATE_EXISTING);

    push("whole content");

    assertArrayEquals(bytes("whole content"), Files.readAllBytes(blob.file()));
  }

  @Test
  void whatIsAbandonedGoesAtStartAndWhatIsFreshStays() throws IOException {
    UploadId old = uploads.start(REPOSITORY);
    Path unfinished = Files.writeString(folder.temporary(), "half");
    Instant tomorrow = Instant.now().plusSeconds(90_000);

    abandoned(Instant.now()).remove();
    assertFalse(Files.exists(unfinished));
    assertEquals(0, uploads.size(REPOSITORY, old));

    abandoned(tomorrow).remove();
    RegistryException gone =
        assertThrows(RegistryException.class, () -> uploads.size(REPOSITORY, old));
    assertEquals(ErrorCode.BLOB_UPLOAD_UNKNOWN, gone.code());
  }

  @Test
  void aBlobOverTheLimitIsDropped() throws IOException {
    UploadId id = uploads.start(REPOSITORY);
    InputStream tooLarge = new ByteArrayInputStream(new byte[(int) LIMIT + 1]);

    RegistryException refused =
        assertThrows(
            RegistryException.class,
            () -> uploads.append(REPOSITORY, id, Optional.empty(), tooLarge));

    assertEquals(413, refused.status());
    assertThrows(RegistryException.class, () -> uploads.size(REPOSITORY, id));
  }

  private AbandonedUploads abandoned(Instant now) {
    return new AbandonedUploads(
        folder, new RepositoryWalk(folder), Clock.fixed(now, ZoneOffset.UTC));
  }

  private Blob push(String content) throws IOException {
    UploadId id = uploads.start(REPOSITORY);
    return uploads.finish(
        REPOSITORY, id, Optional.empty(), stream(content), Digest.of(bytes(content)));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

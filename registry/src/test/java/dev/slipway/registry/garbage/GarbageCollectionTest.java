package dev.slipway.registry.garbage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.Documents;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.blob.Blobs;
import dev.slipway.registry.catalog.BlobSweep;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.RepositoryWalk;
import dev.slipway.registry.manifest.Manifests;
import dev.slipway.registry.tag.Tags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectionTest {

  private static final RepositoryName APP = new RepositoryName("team/app");
  private static final byte[] CONFIG = bytes("{}");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration DAY = Duration.ofDays(1);

  /** That each push of the concurrent ones brings. */
  private static final int LAYERS = 8;

  @TempDir Path directory;

  private final Instant start = Instant.now();
  private DataFolder folder;
  private Blobs blobs;
  private Tags tags;
  private Manifests manifests;

  @BeforeEach
  void open() {
    folder = new DataFolder(directory);
    tags = new Tags(folder);
    blobs = new Blobs(folder);
    manifests = new Manifests(folder, blobs, tags);
  }

  @Test
  void whatAnOverwrittenTagHadIsKeptForItsTimeAndThenGoes() throws IOException {
    byte[] layer = bytes("old layer");
    byte[] old = push("v1", layer);
    push("v1", bytes("new layer"));

    collect(start);
    collect(start.plus(MONTH).minusSeconds(60));
    assertTrue(manifests.find(APP, Digest.of(old)).isPresent());

    collect(start.plus(MONTH).plusSeconds(60));

    assertTrue(manifests.find(APP, Digest.of(old)).isEmpty());
    assertTrue(blobs.content(Digest.of(layer)).isEmpty());
    assertTrue(manifests.find(APP, "v1").isPresent());
    assertTrue(blobs.find(APP, Digest.of(CONFIG)).isPresent());
  }

  @Test
  void theTimeCountsFromWhenTheTagWentAndNotFromThePush() throws IOException {
    byte[] old = push("v1", bytes("old"));
    collect(start.plus(MONTH.multipliedBy(10)));
    push("v1", bytes("new"));

    collect(start.plus(MONTH.multipliedBy(10)).plusSeconds(60));

    assertTrue(manifests.find(APP, Digest.of(old)).isPresent());
  }

  @Test
  void aTagThatComesBackStopsTheClock() throws IOException {
    byte[] old = push("v1", bytes("old"));
    push("v1", bytes("new"));
    collect(start);
    manifests.put(APP, "back", Documents.OCI_MANIFEST, old);
    manifests.remove(APP, "back");

    collect(start.plus(MONTH).plusSeconds(60));

    assertTrue(manifests.find(APP, Digest.of(old)).isPresent());
  }

  @Test
  void whatAnIndexListsAndWhatRefersToItStays() throws IOException {
    byte[] image = push(null, bytes("layer"));
    byte[] index = Documents.index(image);
    manifests.put(APP, "all", Documents.OCI_INDEX, index);
    byte[] aboutImage = Documents.artifact("example/sbom", Digest.of(image), CONFIG);
    byte[] aboutSbom = Documents.artifact("example/signature", Digest.of(aboutImage), CONFIG);
    put(aboutImage);
    put(aboutSbom);

    collect(start);
    collect(start.plus(MONTH.multipliedBy(2)));

    for (byte[] kept : List.of(image, index, aboutImage, aboutSbom)) {
      assertTrue(manifests.find(APP, Digest.of(kept)).isPresent());
    }
  }

  @Test
  void referrersGoWithTheirSubject() throws IOException {
    byte[] image = push("v1", bytes("layer"));
    byte[] sbom = Documents.artifact("example/sbom", Digest.of(image), CONFIG);
    byte[] signature = Documents.artifact("example/signature", Digest.of(sbom), CONFIG);
    byte[] tagged = Documents.artifact("example/tagged", Digest.of(image), CONFIG);
    put(sbom);
    put(signature);
    manifests.put(APP, "mine", Documents.OCI_MANIFEST, tagged);

    assertTrue(manifests.remove(APP, Digest.of(image).value()));

    assertTrue(manifests.find(APP, Digest.of(sbom)).isEmpty());
    assertTrue(manifests.find(APP, Digest.of(signature)).isEmpty());
    assertTrue(manifests.find(APP, Digest.of(tagged)).isPresent());
  }

  @Test
  void blobsThatNoManifestNamesGoAfterADay() throws IOException {
    byte[] orphan = bytes("pushed, and never named");
    add(orphan);

    collect(start.plus(DAY).minusSeconds(60));
    assertTrue(blobs.find(APP, Digest.of(orphan)).isPresent());

    collect(start.plus(DAY).plusSeconds(60));
    assertTrue(blobs.find(APP, Digest.of(orphan)).isEmpty());
    assertTrue(blobs.content(Digest.of(orphan)).isEmpty());
  }

  @Test
  void aBlobThatAPushHasLookedForCountsAsNew() throws IOException {
    byte[] layer = bytes("layer");
    add(layer);
    Path link = folder.repository(APP).blob(Digest.of(layer));
    Files.setLastModifiedTime(link, FileTime.from(start.minus(DAY.multipliedBy(5))));

    assertTrue(blobs.claim(APP, Digest.of(layer)).isPresent());
    collect(start.plusSeconds(60));

    add(CONFIG);
    manifests.put(APP, "v1", Documents.OCI_MANIFEST, Documents.image(CONFIG, layer));
    assertTrue(manifests.find(APP, "v1").isPresent());
  }

  @Test
  void zeroKeepsManifestsForEver() throws IOException {
    byte[] old = push("v1", bytes("old"));
    push("v1", bytes("new"));

    for (int years = 0; years < 3; years++) {
      collection(Duration.ZERO, start.plus(Duration.ofDays(365L * years))).run();
    }

    assertTrue(manifests.find(APP, Digest.of(old)).isPresent());
  }

  @Test
  void timesThatWouldHurtPushesAreRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> collection(Duration.ofSeconds(1), start));

    assertEquals(
        "slipway.registry.untagged-kept is PT1S; pushes in progress need at least PT10M",
        refused.getMessage());
  }

  @Test
  void pushesBesideItLoseNothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      addOldLayers("t" + i);
    }
    AtomicBoolean pushing = new AtomicBoolean(true);
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      Future<Integer> collecting =
          executor.submit(
              () -> {
                int runs = 0;
                for (; pushing.get(); runs++) {
                  collect(Instant.now());
                }
                return runs;
              });
      List<Future<byte[]>> pushes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String tag = "t" + i;
        pushes.add(executor.submit(() -> pushOften(tag)));
      }
      List<byte[]> last = new ArrayList<>();
      for (Future<byte[]> push : pushes) {
        last.add(push.get());
      }
      pushing.set(false);

      assertTrue(collecting.get() > 0);
      for (byte[] manifest : last) {
        assertTrue(manifests.find(APP, Digest.of(manifest)).isPresent());
      }
    } finally {
      pushing.set(false);
      executor.shutdownNow();
    }
  }

  /** As clients do: what is there is not sent again. Here all of it is old enough to go. */
  private byte[] pushOften(String tag) throws IOException {
    byte[] manifest = {};
    for (int i = 0; i < LAYERS; i++) {
      byte[] layer = bytes(tag + " layer " + i);
      for (byte[] content : List.of(CONFIG, layer)) {
        if (blobs.claim(APP, Digest.of(content)).isEmpty()) {
          add(content);
        }
      }
      manifest = Documents.image(CONFIG, layer);
      manifests.put(APP, tag, Documents.OCI_MANIFEST, manifest);
    }
    return manifest;
  }

  private void addOldLayers(String tag) throws IOException {
    for (int i = 0; i < LAYERS; i++) {
      byte[] layer = bytes(tag + " layer " + i);
      add(layer);
      Files.setLastModifiedTime(
          folder.repository(APP).blob(Digest.of(layer)),
          FileTime.from(start.minus(DAY.multipliedBy(5))));
    }
  }

  private byte[] push(@Nullable String tag, byte[] layer) throws IOException {
    add(CONFIG);
    add(layer);
    byte[] manifest = Documents.image(CONFIG, layer);
    manifests.put(
        APP, tag == null ? Digest.of(manifest).value() : tag, Documents.OCI_MANIFEST, manifest);
    return manifest;
  }

  private void put(byte[] manifest) throws IOException {
    manifests.put(APP, Digest.of(manifest).value(), Documents.OCI_MANIFEST, manifest);
  }

  private void add(byte[] content) throws IOException {
    Path file = Files.write(Files.createTempFile(directory, "blob", ""), content);
    blobs.add(APP, file, Digest.of(content));
  }

  private void collect(Instant now) throws IOException {
    collection(MONTH, now).run();
  }

  private GarbageCollection collection(Duration untaggedKept, Instant now) {
    RepositoryWalk repositories = new RepositoryWalk(folder);
    return new GarbageCollection(
        repositories,
        new RepositoryGarbage(folder, manifests, tags),
        new BlobSweep(folder, repositories),
        untaggedKept,
        DAY,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.slipway.registry.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.Documents;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.blob.Blobs;
import dev.slipway.registry.disk.DataFolder;
import dev.slipway.registry.disk.RepositoryWalk;
import dev.slipway.registry.manifest.Manifests;
import dev.slipway.registry.tag.Tags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCatalogTest {

  private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private Blobs blobs;
  private Manifests manifests;
  private RegistryCatalog catalog;

  @BeforeEach
  void open() {
    DataFolder folder = new DataFolder(directory);
    Tags tags = new Tags(folder);
    RepositoryWalk repositories = new RepositoryWalk(folder);
    blobs = new Blobs(folder);
    manifests = new Manifests(folder, blobs, tags);
    catalog =
        new RegistryCatalog(
            folder, repositories, manifests, tags, new BlobSweep(folder, repositories));
  }

  @Test
  void tagsAreListedWithDigestAndSize() throws IOException {
    byte[] layer = new byte[100];
    byte[] manifest = pushImage("team/app", "v1", layer);
    manifests.put(
        new RepositoryName("team/app"), "all", Documents.OCI_INDEX, Documents.index(manifest));

    List<TaggedImage> images = catalog.images("team/app");

    assertEquals(List.of("all", "v1"), images.stream().map(TaggedImage::tag).toList());
    TaggedImage image = images.get(1);
    assertEquals(Digest.of(manifest), image.digest());
    assertEquals(Documents.OCI_MANIFEST, image.mediaType());
    assertEquals(manifest.length + CONFIG.length + layer.length, image.bytes());
    assertEquals(image.bytes() + Documents.index(manifest).length, images.get(0).bytes());
    assertEquals(Optional.of(Digest.of(manifest)), catalog.resolve("team/app", "v1"));
  }

  @Test
  void anEmptyRegistryHasNothing() throws IOException {
    assertEquals(List.of(), catalog.repositories());
    assertEquals(List.of(), catalog.images("team/app"));
    assertFalse(catalog.deleteRepository("team/app"));
    assertThrows(RegistryException.class, () -> catalog.deleteRepository("../team"));
  }

  @Test
  void aDeletedRepositoryFreesWhatNoOtherUses() throws IOException {
    byte[] own = "only in one".getBytes(StandardCharsets.UTF_8);
    byte[] shared = "in both".getBytes(StandardCharsets.UTF_8);
    pushImage("team", "v1", own, shared);
    pushImage("team/below", "v1", shared);

    assertTrue(catalog.deleteRepository("team"));

    assertEquals(List.of("team/below"), catalog.repositories());
    assertEquals(List.of(), catalog.images("team"));
    assertTrue(blobs.content(Digest.of(own)).isEmpty());
    assertTrue(blobs.find(new RepositoryName("team/below"), Digest.of(shared)).isPresent());
    assertEquals(1, catalog.images("team/below").size());
  }

  private byte[] pushImage(String repository, String tag, byte[]... layers) throws IOException {
    RepositoryName name = new RepositoryName(repository);
    add(name, CONFIG);
    for (byte[] layer : layers) {
      add(name, layer);
    }
    byte[] manifest = Documents.image(CONFIG, layers);
    manifests.put(name, tag, Documents.OCI_MANIFEST, manifest);
    return manifest;
  }

  private void add(RepositoryName repository, byte[] content) throws IOException {
    Path file = Files.write(Files.createTempFile(directory, "blob", ""), content);
    blobs.add(repository, file, Digest.of(content));
  }
}

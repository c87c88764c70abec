package dev.slipway.worker.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.worker.engine.filesystem.FileContent;
import dev.slipway.worker.engine.filesystem.MemoryContent;
import dev.slipway.worker.engine.filesystem.Node;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import dev.slipway.worker.engine.filesystem.Node.Symlink;
import dev.slipway.worker.engine.filesystem.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerCacheTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;

  private static LayerContents contents(String text) {
    return new LayerContents(entries(text), TIME);
  }

  private static NavigableMap<String, Node> entries(String text) {
    NavigableMap<String, Node> entries = new TreeMap<>();
    entries.put("d", new Directory(0755, Owner.ROOT));
    entries.put("d/file", new RegularFile(04755, new Owner(1000, 50), content(text)));
    entries.put("d/link", new Symlink(Owner.ROOT, "file"));
    entries.put("d/" + "long".repeat(60) + "/ünï", new RegularFile(0644, Owner.ROOT, content("x")));
    return entries;
  }

  private static FileContent content(String text) {
    return new MemoryContent(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theArchiveIsTheSameEverywhere() throws Exception {
    Layer layer = new LayerCache(folder).write("repository", contents("hello"));

    // Changes with LayerWriter's format only, never with machine or JDK: then raise the format in
    // LayerContents, too.
    assertEquals(
        "sha256:c10fe068f8ab07edacfca834de04c5f6e043d6ff72dd3c112d09781e7b9d3709",
        layer.diffId().value());
  }

  @Test
  void writesWhatWasGiven() throws Exception {
    Layer layer = new LayerCache(folder).write("repository", contents("hello"));

    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(Files.newInputStream(layer.file())), "UTF-8")) {
      assertEquals("d/", tar.getNextEntry().getName());
      TarArchiveEntry file = tar.getNextEntry();
      assertEquals("d/file", file.getName());
      assertEquals(04755, file.getMode() & 07777);
      assertEquals(1000, file.getLongUserId());
      assertEquals("", file.getUserName());
      assertEquals(TIME, file.getLastModifiedTime().toInstant());
      assertEquals("hello", new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      assertEquals("file", tar.getNextEntry().getLinkName());
      assertEquals("d/" + "long".repeat(60) + "/ünï", tar.getNextEntry().getName());
    }
    assertEquals(layer.digest(), Digest.of(Files.readAllBytes(layer.file())));
    assertEquals(layer.size(), Files.size(layer.file()));
  }

  @Test
  void findsWhatItWroteForTheSameRepositoryOnly() throws Exception {
    LayerCache cache = new LayerCache(folder);
    Layer written = cache.write("one", contents("hello"));

    assertEquals(written, cache.find("one", contents("hello")).orElseThrow());
    assertTrue(cache.find("two", contents("hello")).isEmpty());
    assertTrue(cache.find("one", contents("other")).isEmpty());
  }

  @Test
  void aTruncatedFileIsNotFound() throws Exception {
    LayerCache cache = new LayerCache(folder);
    Layer written = cache.write("one", contents("hello"));
    Files.write(written.file(), new byte[] {1});

    assertTrue(cache.find("one", contents("hello")).isEmpty());
  }

  @Test
  void theKeyKnowsEveryAttribute() {
    NavigableMap<String, Node> moved = entries("hello");
    moved.put("d/file", new RegularFile(0755, new Owner(1000, 50), content("hello")));

    assertNotEquals(contents("hello").key(), new LayerContents(moved, TIME).key());
    assertNotEquals(
        contents("hello").key(), new LayerContents(entries("hello"), TIME.plusSeconds(1)).key());
  }

  @Test
  void twoCachesWriteTheSameBytes() throws Exception {
    Layer one = new LayerCache(folder.resolve("1")).write("r", contents("hello"));
    Layer two = new LayerCache(folder.resolve("2")).write("r", contents("hello"));

    assertArrayEquals(Files.readAllBytes(one.file()), Files.readAllBytes(two.file()));
  }

  @Test
  void aTruncatedLayerGivesWayToANewOne() throws Exception {
    LayerCache cache = new LayerCache(folder);
    Layer written = cache.write("one", contents("hello"));
    Files.write(written.file(), new byte[] {1});

    assertEquals(written, cache.write("one", contents("hello")));
    assertEquals(written.digest(), Digest.of(Files.readAllBytes(written.file())));
  }

  @Test
  void buildsThatWriteTheSameLayerAtOnceGetOne() throws Exception {
    LayerCache cache = new LayerCache(folder);
    List<Callable<Layer>> builds =
        Collections.nCopies(8, () -> cache.write("one", contents("hello")));
    ExecutorService threads = Executors.newFixedThreadPool(builds.size());
    try {
      Set<Layer> layers = new HashSet<>();
      for (Future<Layer> build : threads.invokeAll(builds)) {
        layers.add(build.get());
      }
      assertEquals(Set.of(cache.find("one", contents("hello")).orElseThrow()), layers);
      assertEquals(2, files(), "the archive and its description");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFailureLeavesNothingBehind() throws Exception {
    NavigableMap<String, Node> entries = new TreeMap<>();
    entries.put("broken", new RegularFile(0644, Owner.ROOT, broken()));
    LayerCache cache = new LayerCache(folder);

    assertThrows(IOException.class, () -> cache.write("one", new LayerContents(entries, TIME)));

    assertEquals(0, files());
  }

  @Test
  void anInterruptStopsTheWriting() throws Exception {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          InterruptedIOException.class,
          () -> new LayerCache(folder).write("one", contents("hello")));
    } finally {
      assertTrue(Thread.interrupted(), "the flag stays set");
    }
    assertEquals(0, files());
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static FileContent broken() {
    return new FileContent() {
      @Override
      public String identity() {
        return "broken";
      }

      @Override
      public long size() {
        return 10;
      }

      @Override
      public InputStream open() throws IOException {
        throw new IOException("the disk is gone");
      }
    };
  }
}

package dev.slipway.worker.attest.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.attest.catalog.Catalogs;
import dev.slipway.worker.engine.TestingTar;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoriesTest {

  private static final String STATUS = "var/lib/dpkg/status";

  @TempDir Path folder;

  @Test
  void theUpperDatabaseTakesTheLowersPlace() throws Exception {
    LayeredImage image =
        new LayeredImage()
            .layer(debian().file(STATUS, status("bash", "1")))
            .layer(new TestingTar().file(STATUS, status("bash", "2") + status("curl", "7")));

    Inventory inventory = inventories().of(image);

    assertEquals(List.of("bash 2", "curl 7"), names(inventory));
    assertNotNull(inventory.distribution());
    assertEquals("debian", inventory.distribution().id());
  }

  @Test
  void whatAWhiteoutHidesIsNotThere() throws Exception {
    LayeredImage image =
        new LayeredImage()
            .layer(
                new TestingTar()
                    .file("app/node_modules/a/package.json", npm("a", "1"))
                    .file("app/node_modules/b/package.json", npm("b", "1"))
                    .file("srv/node_modules/c/package.json", npm("c", "1")))
            .layer(
                new TestingTar()
                    .file("app/node_modules/.wh.a", "")
                    .file("srv/node_modules/d/package.json", npm("d", "1"))
                    .file("srv/.wh..wh..opq", ""));

    assertEquals(List.of("b 1", "d 1"), names(inventories().of(image)));
  }

  @Test
  void aWhiteoutHidesNothingOfItsOwnLayer() throws Exception {
    LayeredImage image =
        new LayeredImage()
            .layer(new TestingTar().file("node_modules/a/package.json", npm("a", "1")))
            .layer(
                new TestingTar()
                    .file("node_modules/a/package.json", npm("a", "2"))
                    .file("node_modules/.wh.a", ""));

    assertEquals(List.of("a 2"), names(inventories().of(image)));
  }

  @Test
  void aLinkInAFoldersPlaceHidesTheFolder() throws Exception {
    LayeredImage image =
        new LayeredImage()
            .layer(new TestingTar().file("app/node_modules/a/package.json", npm("a", "1")))
            .layer(new TestingTar().symlink("app", "/other"));

    assertEquals(List.of(), names(inventories().of(image)));
  }

  @Test
  void aFileThatSaysNothingAnyMoreHidesWhatItSaid() throws Exception {
    LayeredImage image =
        new LayeredImage()
            .layer(new TestingTar().file("node_modules/a/package.json", npm("a", "1")))
            .layer(new TestingTar().file("node_modules/a/package.json", "{}"));

    assertEquals(List.of(), names(inventories().of(image)));
  }

  @Test
  void aHardLinkSaysWhatItsFileSays() throws Exception {
    LayeredImage image =
        new LayeredImage()
            .layer(
                new TestingTar()
                    .file("node_modules/a/package.json", npm("a", "1"))
                    .hardLink("srv/node_modules/a/package.json", "node_modules/a/package.json"));

    assertEquals(2, inventories().of(image).packages().size());
  }

  @Test
  void aLayerIsReadOnceEver() throws Exception {
    LayeredImage image = new LayeredImage().remote(debian().file(STATUS, status("bash", "1")));

    inventories().of(image);
    Inventory again = inventories().of(image);

    assertEquals(List.of("bash 1"), names(again));
    assertEquals(1, image.opened.get());
  }

  @Test
  void buildsAtTheSameTimeReadALayerOnceToo() throws Exception {
    LayeredImage image = new LayeredImage().remote(debian().file(STATUS, status("bash", "1")));
    Inventories inventories = inventories();
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Inventory>> builds =
          List.of(
              () -> inventories.of(image),
              () -> inventories.of(image),
              () -> inventories.of(image));
      for (var build : executor.invokeAll(builds)) {
        assertEquals(List.of("bash 1"), names(build.get()));
      }
    } finally {
      executor.shutdownNow();
    }

    assertEquals(1, image.opened.get());
  }

  @Test
  void whatIsDamagedOnDiskIsReadAgain() throws Exception {
    LayeredImage image = new LayeredImage().layer(debian().file(STATUS, status("bash", "1")));
    inventories().of(image);
    for (Path file : kept()) {
      Files.writeString(file, "{");
    }

    assertEquals(List.of("bash 1"), names(inventories().of(image)));
    assertEquals(2, image.opened.get());
  }

  @Test
  void whatIsKeptIsBounded() throws Exception {
    Inventories small = Inventories.in(folder, 600, 1_000_000, Clock.systemUTC());

    for (int i = 0; i < 10; i++) {
      small.of(new LayeredImage().layer(new TestingTar().file(STATUS, status("bash", "" + i))));
    }

    long bytes = 0;
    for (Path file : kept()) {
      bytes += Files.size(file);
    }
    assertTrue(bytes > 0 && bytes <= 600, "kept " + bytes);
  }

  @Test
  void badDatabasesAreNotedWithTheirPath() throws Exception {
    LayeredImage image = new LayeredImage().layer(new TestingTar().file(STATUS, "\0garbage"));

    assertEquals(
        List.of("/var/lib/dpkg/status: it holds no package"), inventories().of(image).notes());
  }

  @Test
  void aLayerThatCantBeReadIsNotedAndTriedAgain() throws Exception {
    LayeredImage image =
        new LayeredImage()
            .layer("no archive".repeat(100).getBytes(StandardCharsets.UTF_8))
            .layer(new TestingTar().file(STATUS, status("bash", "1")))
            .lost();

    Inventory inventory = inventories().of(image);

    assertEquals(List.of("bash 1"), names(inventory));
    assertEquals(2, inventory.notes().size(), inventory.notes()::toString);
    assertTrue(inventory.notes().get(0).matches("layer [0-9a-f]{12} could not be read"));
    assertFalse(inventory.notes().toString().contains("hunter22"));
    assertEquals(1, kept().size());
  }

  @Test
  void layersBeyondTheDownloadLimitStayUnread() throws Exception {
    TestingTar base = debian().file(STATUS, status("bash", "1"));
    LayeredImage image =
        new LayeredImage().remote(base).layer(new TestingTar().file("etc/os-release", "ID=mine"));
    Inventories none = Inventories.in(folder, 1_000_000, 10, Clock.systemUTC());

    Inventory inventory = none.of(image);

    assertEquals(List.of(), names(inventory));
    assertNotNull(inventory.distribution());
    assertTrue(
        inventory.notes().get(0).contains("slipway.worker.sbom-download"),
        inventory.notes()::toString);
  }

  @Test
  void moreThanAnHonestLayerHasIsLeftOutAndSaid() throws Exception {
    TestingTar layer = new TestingTar();
    for (int i = 0; i < 20; i++) {
      layer.file("node_modules/p" + i + "/package.json", npm("p" + i, "1"));
    }

    LayerFacts facts =
        LayerScan.of(
            new ByteArrayInputStream(layer.plain()), new Catalogs(folder), new ScanLimits(5, 5, 5));

    assertEquals(5, facts.files().size());
    assertEquals(List.of("a layer holds more than is listed: too many packages"), facts.notes());
  }

  @Test
  void aStoppedBuildStopsReading() {
    LayeredImage image = new LayeredImage().layer(debian().file(STATUS, status("bash", "1")));

    Thread.currentThread().interrupt();
    try {
      assertThrows(InterruptedException.class, () -> inventories().of(image));
    } finally {
      assertFalse(Thread.interrupted());
    }
  }

  @Test
  void anEmptyImageHasNothingInIt() throws Exception {
    Inventory inventory = inventories().of(new LayeredImage());

    assertEquals(List.of(), inventory.packages());
    assertEquals(List.of(), inventory.notes());
    assertNull(inventory.distribution());
  }

  private static TestingTar debian() {
    return new TestingTar().file("usr/lib/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
  }

  private static String status(String name, String version) {
    return "Package: %s\nStatus: install ok installed\nVersion: %s\n\n".formatted(name, version);
  }

  private static String npm(String name, String version) {
    return "{\"name\":\"%s\",\"version\":\"%s\"}".formatted(name, version);
  }

  private static List<String> names(Inventory inventory) {
    return inventory.packages().stream()
        .map(found -> found.fact().name() + " " + found.fact().version())
        .toList();
  }

  private List<Path> kept() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private Inventories inventories() throws Exception {
    return Inventories.in(folder, 1_000_000, 1_000_000, Clock.systemUTC());
  }
}

package dev.slipway.worker.engine.filesystem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.engine.filesystem.Node.Directory;
import dev.slipway.worker.engine.filesystem.Node.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerReaderTest {

  @TempDir Path folder;

  private final FileTree tree = FileTree.empty();

  private void lay(TestingTar layer) throws Exception {
    byte[] bytes = layer.gzipped();
    LayerReader.apply(
        new ByteArrayInputStream(bytes),
        new SpooledTar("layer", () -> new ByteArrayInputStream(bytes), folder),
        tree);
  }

  private String read(String path) throws Exception {
    RegularFile file = (RegularFile) tree.find(path).orElseThrow();
    try (InputStream in = file.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void laterLayersReplaceFilesAndKeepOtherChildren() throws Exception {
    lay(new TestingTar().directory("./d", 0700, 1, 1).file("./d/a", "old").file("./d/b", "b"));
    lay(new TestingTar().directory("d", 0750, 2, 2).file("d/a", "new"));

    assertEquals("new", read("d/a"));
    assertEquals("b", read("d/b"));
    assertEquals(0750, ((Directory) tree.find("d").orElseThrow()).mode());
    assertEquals(new Owner(2, 2), tree.find("d").orElseThrow().owner());
  }

  @Test
  void whiteoutsHideLowerLayersOnly() throws Exception {
    lay(new TestingTar().file("d/gone", "x").file("d/kept", "x").file("d/again", "old"));
    lay(new TestingTar().file("d/again", "new").file("d/.wh.again", "").file("d/.wh.gone", ""));

    assertTrue(tree.find("d/gone").isEmpty());
    assertTrue(tree.find("d/kept").isPresent());
    assertEquals("new", read("d/again"));
  }

  @Test
  void anOpaqueDirectoryHidesAllBelowWhereverTheMarkStands() throws Exception {
    lay(new TestingTar().file("d/old", "x").file("d/sub/old", "x"));
    lay(new TestingTar().file("d/new", "x").file("d/sub/new", "x").file("d/.wh..wh..opq", ""));

    assertTrue(tree.find("d/old").isEmpty());
    assertTrue(tree.find("d/sub/old").isEmpty());
    assertTrue(tree.find("d/new").isPresent());
    assertTrue(tree.find("d/sub/new").isPresent());
  }

  @Test
  void hardLinksHaveTheSameContent() throws Exception {
    lay(new TestingTar().file("a", 04755, 0, 0, "x").hardLink("b", "a"));

    assertEquals("x", read("b"));
    assertEquals(04755, ((RegularFile) tree.find("b").orElseThrow()).mode());
  }

  @Test
  void pathsNeverLeaveTheRoot() throws Exception {
    lay(new TestingTar().file("../../etc/x", "x").symlink("up", "../../../etc"));

    assertEquals("x", read("etc/x"));
    assertEquals("etc/x", tree.resolve("up/x").path());
  }

  @Test
  void symlinksThatLoopAreAnError() throws Exception {
    lay(new TestingTar().symlink("a", "b").symlink("b", "a"));

    assertThrows(PathException.class, () -> tree.resolve("a/x"));
  }

  @Test
  void aCopyChangesOnItsOwn() throws Exception {
    lay(new TestingTar().file("d/a", "x"));
    FileTree copy = tree.copy();

    copy.remove("d/a");

    assertTrue(tree.find("d/a").isPresent());
    assertTrue(copy.find("d/a").isEmpty());
  }
}

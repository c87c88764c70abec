package dev.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path parent;

  @Test
  void aMissingFolderIsMadeForItsOwnerAlone() throws Exception {
    try (DataFolder folder = DataFolder.open(parent.resolve("deep/data"))) {
      assertTrue(folder.isNew());
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root())));
    }
  }

  @Test
  void anEmptyFolderThatOthersCanReadIsTakenAndClosedToThem() throws Exception {
    Path root = Files.createDirectory(parent.resolve("data"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));

    DataFolder.open(root).close();

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root)));
  }

  @Test
  void aFolderIsNewOnlyOnce() throws Exception {
    DataFolder.open(parent.resolve("data")).close();

    try (DataFolder again = DataFolder.open(parent.resolve("data"))) {
      assertFalse(again.isNew());
    }
  }

  @Test
  void aLockedFolderIsRefusedAndNamesItsProcess() throws Exception {
    try (DataFolder folder = DataFolder.open(parent.resolve("data"))) {
      StartException refused =
          assertThrows(StartException.class, () -> DataFolder.open(folder.root()));

      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("in use by another Slipway"), message);
      assertTrue(message.contains("(process " + ProcessHandle.current().pid() + ")"), message);
      assertTrue(message.contains("SLIPWAY_DATA"), message);
    }
  }

  @Test
  void somebodyElsesFilesAreLeftAlone() throws Exception {
    Files.writeString(parent.resolve("thesis.tex"), "precious");

    StartException refused = assertThrows(StartException.class, () -> DataFolder.open(parent));

    assertTrue(String.valueOf(refused.getMessage()).contains("thesis.tex"));
    assertFalse(Files.exists(parent.resolve("VERSION")));
  }

  @Test
  void aFolderOfANewerSlipwayIsRefused() throws Exception {
    Path root = parent.resolve("data");
    DataFolder.open(root).close();
    Files.writeString(root.resolve("VERSION"), "2\n");

    StartException refused = assertThrows(StartException.class, () -> DataFolder.open(root));

    assertTrue(String.valueOf(refused.getMessage()).contains("has format 2"));
  }

  @Test
  void aPathThatIsAFileIsRefusedInOneLine() throws Exception {
    Path file = Files.writeString(parent.resolve("data"), "");

    StartException refused = assertThrows(StartException.class, () -> DataFolder.open(file));

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("can't be written"), message);
    assertTrue(message.contains("SLIPWAY_DATA"), message);
    assertEquals(1, message.lines().count());
  }
}

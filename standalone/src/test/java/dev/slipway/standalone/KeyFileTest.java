package dev.slipway.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.secret.SecretBox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  @TempDir private Path folder;

  @Test
  void theFirstStartMakesAKeyThatOnlyItsOwnerCanRead() throws Exception {
    Path file = folder.resolve("secret.key");

    String key = KeyFile.readOrCreate(file);

    assertTrue(SecretBox.fromKey(key).seal("a", "b").startsWith("v1:"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void laterStartsReadTheSameKey() throws Exception {
    Path file = folder.resolve("secret.key");

    assertEquals(KeyFile.readOrCreate(file), KeyFile.readOrCreate(file));
    assertNotEquals(KeyFile.readOrCreate(file), KeyFile.readOrCreate(folder.resolve("other.key")));
  }

  @Test
  void aKeyThatOthersCouldReadIsClosedToThem() throws Exception {
    Path file = folder.resolve("secret.key");
    Files.writeString(file, SecretBox.newBase64Key());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    KeyFile.readOrCreate(file);

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aDamagedKeyIsNeverReplaced() throws Exception {
    Path file = Files.writeString(folder.resolve("secret.key"), "");

    assertThrows(StartException.class, () -> KeyFile.readOrCreate(file));
    assertEquals("", Files.readString(file));
  }
}

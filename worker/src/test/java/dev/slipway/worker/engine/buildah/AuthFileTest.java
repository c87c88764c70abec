package dev.slipway.worker.engine.buildah;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.worker.publish.RegistryLogin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthFileTest {

  @TempDir Path folder;

  @Test
  void aLoginIsThereForItsUserAndItsRegistryOnlyWhileItIsNeeded() throws Exception {
    Path path;
    RegistryLogin login = new RegistryLogin("bot", "correct-horse");
    try (AuthFile file = AuthFile.write(BuildUser.self(folder), folder, "r.example:5000", login)) {
      path = file.path();
      assertEquals(
          "{\"auths\":{\"r.example:5000\":{\"auth\":\"Ym90OmNvcnJlY3QtaG9yc2U=\"}}}",
          Files.readString(path));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    assertFalse(Files.exists(path));
  }
}

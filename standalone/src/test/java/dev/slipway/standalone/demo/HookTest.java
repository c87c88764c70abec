package dev.slipway.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookTest {

  @TempDir private Path folder;

  @Test
  void theNextDemoFindsTheHookOfTheLastOneAndNobodyElseDoes() throws Exception {
    Path file = folder.resolve("hook.properties");
    Hook hook = new Hook("http://127.0.0.1:4000/hello.git", "/hooks/github/abc", "s=e:c#r!et");

    hook.save(file);

    assertEquals(Optional.of(hook), Hook.load(file));
    assertEquals(4000, hook.port());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void withoutAFileThereIsNoHook() throws Exception {
    assertTrue(Hook.load(folder.resolve("hook.properties")).isEmpty());
  }

  @Test
  void itsTextNeverShowsTheSecret() {
    assertFalse(
        new Hook("http://h/r", "/hooks/github/abc", "sesame").toString().contains("sesame"));
  }
}

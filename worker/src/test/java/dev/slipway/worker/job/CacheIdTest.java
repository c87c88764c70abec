package dev.slipway.worker.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheIdTest {

  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(2, 2);

  @TempDir Path folder;

  @Test
  void aFolderKeepsItsName() throws Exception {
    Path mine = folder.resolve("worker");

    assertEquals(FIRST.toString(), CacheId.of(mine, () -> FIRST));
    assertEquals(FIRST.toString(), CacheId.of(mine, () -> SECOND));
  }

  @Test
  void aDamagedNameIsReplaced() throws Exception {
    Files.writeString(folder.resolve("cache-id"), "../\n");

    assertEquals(SECOND.toString(), CacheId.of(folder, () -> SECOND));
    assertEquals(SECOND.toString(), CacheId.of(folder, () -> FIRST));
  }
}

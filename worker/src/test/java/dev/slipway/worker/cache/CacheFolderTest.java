package dev.slipway.worker.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final int SIZE = 10_000;

  /** An entry's bytes with what the file system needs for it. */
  private static final long ENTRY = SIZE + 4096;

  @TempDir Path folder;

  private Path entry(String path, Duration unusedFor) throws IOException {
    Path entry = folder.resolve(path);
    Path file = entry.resolve("content");
    Files.createDirectories(entry);
    Files.write(file, new byte[SIZE]);
    Files.setLastModifiedTime(entry, FileTime.from(NOON.minus(unusedFor)));
    return entry;
  }

  private CacheFolder cache(long limit) {
    return new CacheFolder("test", folder, 2, limit);
  }

  @Test
  void theLongestUnusedGoUntilTheRestFits() throws IOException {
    Path old = entry("one/old", Duration.ofHours(3));
    Path older = entry("two/older", Duration.ofHours(4));
    Path young = entry("two/young", Duration.ofHours(1));

    CacheFolder.Result result = cache(ENTRY).clean(Instant.MAX);

    assertEquals(new CacheFolder.Result(ENTRY, 2, 2 * ENTRY), result);
    assertFalse(Files.exists(old));
    assertFalse(Files.exists(older));
    assertTrue(Files.exists(young.resolve("content")));
  }

  @Test
  void whatFitsStays() throws IOException {
    entry("one/old", Duration.ofHours(3));

    assertEquals(new CacheFolder.Result(ENTRY, 0, 0), cache(ENTRY).clean(Instant.MAX));
    assertEquals(
        new CacheFolder.Result(0, 0, 0),
        new CacheFolder("none", folder.resolve("absent"), 1, 0).clean(Instant.MAX));
  }

  @Test
  void whatARunningBuildUsesStays() throws IOException {
    Path used = entry("one/used", Duration.ofMinutes(5));
    Path unused = entry("one/unused", Duration.ofMinutes(15));

    cache(0).clean(NOON.minus(Duration.ofMinutes(10)));

    assertTrue(Files.exists(used));
    assertFalse(Files.exists(unused));
  }

  @Test
  void whatWasUsedSinceItWasLookedAtStays() throws IOException {
    Path entry = entry("one/entry", Duration.ofHours(1));
    Instant seen = CacheEntry.lastUse(entry);
    assertTrue(CacheEntry.use(entry));

    assertFalse(CacheEntry.remove(entry, seen, folder.resolve("trash")));
    assertTrue(Files.exists(entry));
    assertFalse(CacheEntry.use(folder.resolve("absent")));
  }

  @Test
  void theOldestRunningBuildCounts() {
    RunningBuilds builds = new RunningBuilds(Clock.fixed(NOON, ZoneOffset.UTC));
    assertTrue(builds.oldest().isEmpty());
    RunningBuilds.Use first = builds.begin();
    RunningBuilds.Use second = builds.begin();
    first.close();
    assertEquals(NOON, builds.oldest().orElseThrow());
    second.close();
    assertTrue(builds.oldest().isEmpty());
  }

  @Test
  void cleaningIsCounted() throws IOException {
    entry("one/old", Duration.ofHours(3));
    entry("one/young", Duration.ofHours(1));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();

    new CacheCleaning(List.of(cache(ENTRY)), new RunningBuilds(), meters, Duration.ofHours(1))
        .clean();

    assertEquals(1, meters.get("slipway.cache.evicted").tag("cache", "test").counter().count());
    assertEquals(
        ENTRY, meters.get("slipway.cache.evicted.bytes").tag("cache", "test").counter().count());
    assertEquals(ENTRY, meters.get("slipway.cache.bytes").tag("cache", "test").gauge().value());
  }
}

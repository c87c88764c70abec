package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keeps the engine's cache, which is one for all, apart by repository (ADR 12).
 *
 * @param key the same for all builds of a repository, no other's; 32 hexadecimal digits
 */
record CacheNamespace(String key) {

  private static final int LENGTH = 32;

  static CacheNamespace of(String repositoryId) {
    byte[] id = ("slipway-cache " + repositoryId).getBytes(StandardCharsets.UTF_8);
    return new CacheNamespace(Digest.of(id).hex().substring(0, LENGTH));
  }

  /**
   * Options for {@code docker build}: a name in {@code /etc/hosts} belongs to what identifies a
   * RUN, and mounted caches take a prefix.
   */
  List<String> options() {
    return List.of(
        "--add-host=cache-" + key + ":127.0.0.1", "--build-arg=BUILDKIT_CACHE_MOUNT_NS=" + key);
  }
}

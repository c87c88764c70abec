package dev.slipway.registry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** Starts the registry on a free port and an empty folder, with a key the tests know. */
public final class RegistryResource implements QuarkusTestResourceLifecycleManager {

  /** Signs the tests' build tokens. */
  public static final byte[] KEY =
      "a key that only the tests know, of more than 32 bytes".getBytes(StandardCharsets.UTF_8);

  /** The largest blob taken, in bytes. */
  public static final long MAX_BLOB_BYTES = 300L * 1024 * 1024;

  @Override
  public Map<String, String> start() {
    try {
      Path directory = Files.createTempDirectory("registry");
      return Map.of(
          "quarkus.http.test-port", "0",
          "quarkus.http.host", "127.0.0.1",
          "slipway.registry.directory", directory.toString(),
          "slipway.registry.max-blob-bytes", Long.toString(MAX_BLOB_BYTES),
          "slipway.registry-key", Base64.getEncoder().encodeToString(KEY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    // The folder is small and lies in the system's folder for temporary files.
  }
}

package dev.slipway.service;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database and the broker that a {@code @QuarkusTest} runs on: both real, both in this JVM, on
 * free ports and in a folder of their own. Use it with
 * {@code @QuarkusTestResource(TestStack.class)}; a field of type {@link TestStack} in the test
 * class is set, for tests that take a part down.
 */
public final class TestStack implements QuarkusTestResourceLifecycleManager {

  private @Nullable EmbeddedPostgres database;
  private @Nullable TestBroker broker;

  @Override
  public Map<String, String> start() {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      Path directory = Files.createTempDirectory(target, "stack");
      database = startDatabase(directory);
      broker = TestBroker.start(directory.resolve("kafka"));
      return Map.of(
          "kafka.bootstrap.servers",
          broker.bootstrap(),
          "quarkus.datasource.jdbc.url",
          database.getJdbcUrl("postgres", "postgres"),
          "quarkus.datasource.username",
          "postgres",
          "quarkus.datasource.password",
          "postgres");
    } catch (Exception e) {
      throw new IllegalStateException("the test's database or broker did not start", e);
    }
  }

  @Override
  public void inject(TestInjector testInjector) {
    testInjector.injectIntoFields(this, field -> field.getType() == TestStack.class);
  }

  /** Runs something while no broker answers. */
  public void withoutKafka(Runnable action) {
    TestBroker running = started(broker);
    running.stop();
    try {
      action.run();
    } finally {
      running.restart();
    }
  }

  @Override
  public void stop() {
    try {
      if (broker != null) {
        broker.close();
      }
      if (database != null) {
        database.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the test's database did not stop", e);
    }
  }

  private static EmbeddedPostgres startDatabase(Path directory) throws IOException {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(directory.resolve("postgres").toFile())
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("max_connections", "60")
        .setPGStartupWait(Duration.ofSeconds(60))
        .start();
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not started");
    }
    return part;
  }
}

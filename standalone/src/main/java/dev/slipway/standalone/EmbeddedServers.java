package dev.slipway.standalone;

import dev.slipway.standalone.kafka.BrokerAccess;
import dev.slipway.standalone.kafka.EmbeddedKafka;
import dev.slipway.standalone.kafka.TopicSetup;
import dev.slipway.standalone.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The database and the broker, running.
 *
 * @param jdbcUrl the database's URL
 * @param databasePassword the password of {@link EmbeddedPostgres#USER}
 * @param kafka the way to the broker
 */
record EmbeddedServers(String jdbcUrl, String databasePassword, BrokerAccess kafka) {

  private static final int PASSWORD_BYTES = 24;

  /**
   * Starts both side by side.
   *
   * @param stop gets what has to be closed, the moment it is there
   */
  static EmbeddedServers start(DataFolder data, StopSequence stop) throws Exception {
    String databasePassword = KeyFile.readOrCreate(data.resolve("postgres.key"));
    Path postgresHome = data.resolve("postgres");
    Ports ports = Ports.choose(data.resolve("ports"));
    BrokerAccess kafka = new BrokerAccess(ports.kafka(), ports.controller(), newPassword());
    CompletableFuture<Void> database =
        CompletableFuture.runAsync(
            () -> startPostgres(postgresHome, databasePassword, ports.postgres(), stop));
    startKafka(data.resolve("kafka"), kafka, stop);
    join(database);
    return new EmbeddedServers(EmbeddedPostgres.jdbcUrl(ports.postgres()), databasePassword, kafka);
  }

  /** A password for this process's lifetime. */
  static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void startKafka(Path home, BrokerAccess access, StopSequence stop)
      throws Exception {
    stop.closeLater(EmbeddedKafka.start(home, access));
    TopicSetup.apply(access);
  }

  private static void startPostgres(Path home, String password, int port, StopSequence stop) {
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.prepare(home, password);
      stop.closeLater(postgres);
      postgres.start(port);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private static void join(CompletableFuture<Void> future) throws Exception {
    try {
      future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public String toString() {
    return "EmbeddedServers[" + jdbcUrl + ", " + kafka + "]";
  }
}

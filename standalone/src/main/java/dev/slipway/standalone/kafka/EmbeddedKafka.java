package dev.slipway.standalone.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker, together with its controller, with its log on disk. Everything in the log
 * survives a clean stop and the process's death.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private final KafkaRaftServer server;

  private EmbeddedKafka(KafkaRaftServer server) {
    this.server = server;
  }

  /**
   * Starts the broker and waits until it takes requests.
   *
   * @param directory its log's folder, made and formatted when missing
   * @param access where it listens and for whom
   */
  public static EmbeddedKafka start(Path directory, BrokerAccess access) throws Exception {
    Files.createDirectories(directory);
    if (!Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      format(directory);
    }
    KafkaConfig config = new KafkaConfig(BrokerConfiguration.of(directory, access), false);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(server);
  }

  /** Stops cleanly and waits for it. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory) throws Exception {
    try (PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerConfiguration.NODE)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName(BrokerConfiguration.CONTROLLER)
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setIgnoreFormatted(true)
          .setPrintStream(silence)
          .run();
    }
  }
}

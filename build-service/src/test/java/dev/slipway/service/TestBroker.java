package dev.slipway.service;

import dev.slipway.core.message.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka broker and controller in this JVM, on free loopback ports. */
final class TestBroker implements AutoCloseable {

  private final KafkaConfig config;
  private final String bootstrap;
  private KafkaRaftServer server;

  private TestBroker(KafkaConfig config, String bootstrap) {
    this.config = config;
    this.bootstrap = bootstrap;
    this.server = new KafkaRaftServer(config, Time.SYSTEM);
  }

  static TestBroker start(Path directory) throws Exception {
    Files.createDirectories(directory);
    int port = freePort();
    format(directory);
    KafkaConfig config = new KafkaConfig(settings(directory, port, freePort()), false);
    TestBroker broker = new TestBroker(config, "127.0.0.1:" + port);
    broker.server.startup();
    broker.createTopics();
    return broker;
  }

  String bootstrap() {
    return bootstrap;
  }

  /** Takes the broker down; its data and its port stay. */
  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** Brings it up again after {@link #stop()}. */
  void restart() {
    server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
  }

  @Override
  public void close() {
    stop();
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void createTopics() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      NewTopic rules =
          new NewTopic(Topics.RULES, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
      admin
          .createTopics(
              List.of(
                  rules,
                  new NewTopic(Topics.DELIVERIES, 1, (short) 1),
                  new NewTopic(Topics.DELIVERIES + ".dead", 1, (short) 1),
                  new NewTopic(Topics.REJECTED_DELIVERIES, 1, (short) 1),
                  new NewTopic(Topics.REJECTED_DELIVERIES + ".dead", 1, (short) 1),
                  new NewTopic(Topics.JOBS, 1, (short) 1),
                  new NewTopic(Topics.BUILD_EVENTS, 1, (short) 1),
                  new NewTopic(Topics.BUILD_EVENTS + ".dead", 1, (short) 1)))
          .all()
          .get();
    }
  }

  private static void format(Path directory) throws Exception {
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .setIgnoreFormatted(true)
        .run();
  }

  private static Map<String, String> settings(Path directory, int port, int controllerPort) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    String client = "PLAINTEXT://127.0.0.1:" + port;
    settings.put("listeners", client + ",CONTROLLER://127.0.0.1:" + controllerPort);
    settings.put("advertised.listeners", client);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("metrics.jmx.exclude", ".*");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("broker.session.timeout.ms", "2000");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".num.partitions", "1");
      settings.put(topic + ".replication.factor", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    return settings;
  }
}

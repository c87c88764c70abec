package dev.slipway.standalone.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that is alone. */
final class BrokerConfiguration {

  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";
  private static final String CLIENTS = "CLIENTS";

  private BrokerConfiguration() {}

  static Map<String, String> of(Path directory, BrokerAccess access) {
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("log.dirs", directory.toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("metrics.jmx.exclude", ".*");
    settings.putAll(listeners(access));
    settings.putAll(singleCopies());
    settings.putAll(quickStarts());
    return settings;
  }

  private static Map<String, String> listeners(BrokerAccess access) {
    String client = CLIENTS + "://127.0.0.1:" + access.port();
    String controller = CONTROLLER + "://127.0.0.1:" + access.controllerPort();
    Map<String, String> settings = new HashMap<>();
    settings.put("listeners", client + "," + controller);
    settings.put("advertised.listeners", client);
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + access.controllerPort());
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("inter.broker.listener.name", CLIENTS);
    settings.put(
        "listener.security.protocol.map",
        CLIENTS + ":" + BrokerAccess.PROTOCOL + "," + CONTROLLER + ":" + BrokerAccess.PROTOCOL);
    settings.put("sasl.enabled.mechanisms", BrokerAccess.MECHANISM);
    settings.put("sasl.mechanism.inter.broker.protocol", BrokerAccess.MECHANISM);
    settings.put("sasl.mechanism.controller.protocol", BrokerAccess.MECHANISM);
    settings.put("listener.name.clients.plain.sasl.jaas.config", access.listenerLogin());
    settings.put("listener.name.controller.plain.sasl.jaas.config", access.listenerLogin());
    return settings;
  }

  /** Kafka's own topics: one partition and one copy, there is nowhere to put a second one. */
  private static Map<String, String> singleCopies() {
    return Map.of(
        "offsets.topic.num.partitions", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.num.partitions", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1");
  }

  /**
   * No waiting for members that don't exist. After a kill a broker may only register again when its
   * old session is over, which takes 9 s by default; and members of a share group learn what is
   * theirs at a heartbeat, every 5 s by default. A job that no worker could claim is handed out as
   * often as Kafka allows.
   */
  private static Map<String, String> quickStarts() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        "broker.heartbeat.interval.ms", "500",
        "broker.session.timeout.ms", "2000",
        "group.share.heartbeat.interval.ms", "1000",
        "group.share.min.heartbeat.interval.ms", "500",
        "group.share.min.session.timeout.ms", "3000",
        "group.share.session.timeout.ms", "10000",
        "group.share.delivery.count.limit", "10");
  }
}

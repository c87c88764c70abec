package dev.slipway.standalone.kafka;

import dev.slipway.core.message.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;

/** Creates the topics and brings their settings, and the share group's, up to date. */
public final class TopicSetup {

  private static final short COPIES = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final ConfigResource WORKERS_GROUP =
      new ConfigResource(ConfigResource.Type.GROUP, Topics.WORKERS_GROUP);

  /** The settings of each topic. One partition each: there is one consumer of each here. */
  private static final Map<String, Map<String, String>> TOPICS =
      Map.of(
          Topics.RULES,
          Map.of(
              "cleanup.policy",
              "compact",
              "min.cleanable.dirty.ratio",
              "0.1",
              "max.compaction.lag.ms",
              ms(Duration.ofHours(1)),
              "delete.retention.ms",
              ms(Duration.ofDays(1))),
          Topics.DELIVERIES,
          keptFor(Duration.ofDays(7)),
          Topics.JOBS,
          keptFor(Duration.ofDays(7)),
          Topics.BUILD_EVENTS,
          keptFor(Duration.ofDays(3)),
          Topics.REJECTED_DELIVERIES,
          keptFor(Duration.ofDays(1)),
          dead(Topics.DELIVERIES),
          keptFor(Duration.ofDays(30)),
          dead(Topics.REJECTED_DELIVERIES),
          keptFor(Duration.ofDays(30)),
          dead(Topics.BUILD_EVENTS),
          keptFor(Duration.ofDays(30)));

  /**
   * A job made while no worker ran is still to be done. A worker accepts a job as soon as it has
   * claimed the build, so a lock is for seconds.
   */
  private static final Map<String, String> WORKERS =
      Map.of(
          "share.auto.offset.reset",
          "earliest",
          "share.record.lock.duration.ms",
          ms(Duration.ofSeconds(30)));

  private TopicSetup() {}

  /**
   * Makes what is missing and sets what differs.
   *
   * @throws ExecutionException when the broker refuses
   */
  public static void apply(BrokerAccess access) throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(new HashMap<String, Object>(access.clientConfiguration()))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      TOPICS.forEach(
          (name, settings) -> {
            if (!existing.contains(name)) {
              missing.add(new NewTopic(name, 1, COPIES).configs(settings));
            }
          });
      admin.createTopics(missing).all().get();
      admin.incrementalAlterConfigs(settings(existing)).all().get();
      awaitEffect(admin);
    }
  }

  /**
   * What the controller has confirmed reaches the broker a moment later. A worker that joins in
   * that moment would begin at the topic's end and never see the jobs before.
   */
  private static void awaitEffect(Admin admin) throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isInEffect(admin)) {
      if (System.nanoTime() > end) {
        throw new ExecutionException(
            new TimeoutException(
                "the broker didn't take over its topics in " + PATIENCE.toSeconds() + " s"));
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private static boolean isInEffect(Admin admin) throws ExecutionException, InterruptedException {
    Config workers = admin.describeConfigs(List.of(WORKERS_GROUP)).all().get().get(WORKERS_GROUP);
    return workers != null
        && WORKERS.entrySet().stream()
            .allMatch(setting -> has(workers, setting.getKey(), setting.getValue()))
        && admin.listTopics().names().get().containsAll(TOPICS.keySet());
  }

  private static boolean has(Config config, String key, String value) {
    ConfigEntry entry = config.get(key);
    return entry != null && value.equals(entry.value());
  }

  /** The topic of records that could not be processed. */
  static String dead(String topic) {
    return topic + ".dead";
  }

  private static Map<ConfigResource, Collection<AlterConfigOp>> settings(Set<String> topics) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    changes.put(WORKERS_GROUP, sets(WORKERS));
    TOPICS.forEach(
        (name, settings) -> {
          if (topics.contains(name)) {
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, name), sets(settings));
          }
        });
    return changes;
  }

  private static List<AlterConfigOp> sets(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting ->
                new AlterConfigOp(
                    new ConfigEntry(setting.getKey(), setting.getValue()),
                    AlterConfigOp.OpType.SET))
        .toList();
  }

  private static Map<String, String> keptFor(Duration retention) {
    return Map.of("cleanup.policy", "delete", "retention.ms", ms(retention));
  }

  private static String ms(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}

package dev.slipway.worker.job;

import dev.slipway.core.message.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@link Topics#JOBS} over a share group (KIP-932), a record at a time, settled one by one. */
final class ShareGroupQueue implements JobQueue {

  private static final Logger LOG = Logger.getLogger(ShareGroupQueue.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration COMMIT = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final KafkaShareConsumer<String, String> consumer;
  private @Nullable ConsumerRecord<String, String> current;

  /**
   * @param kafka bootstrap servers and security, as the Kafka client names them
   * @throws KafkaException when no bootstrap server's name is known
   */
  ShareGroupQueue(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.WORKERS_GROUP);
    settings.put("share.acknowledgement.mode", "explicit");
    settings.put("share.acquire.mode", "record_limit");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    // A build takes as long as it takes; meanwhile this member is busy, not dead.
    settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
    consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(Topics.JOBS));
  }

  @Override
  public Optional<String> poll() {
    for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
      current = record;
      return Optional.of(record.value() == null ? "" : record.value());
    }
    return Optional.empty();
  }

  @Override
  public void accept() {
    settle(AcknowledgeType.ACCEPT);
  }

  @Override
  public void release() {
    settle(AcknowledgeType.RELEASE);
  }

  @Override
  public void reject() {
    settle(AcknowledgeType.REJECT);
  }

  private void settle(AcknowledgeType how) {
    if (current == null) {
      throw new IllegalStateException("there is no record to settle");
    }
    consumer.acknowledge(current, how);
    current = null;
    consumer
        .commitSync(COMMIT)
        .forEach(
            (partition, failure) ->
                // Then the record comes again, and the next claim is refused: nothing is lost.
                failure.ifPresent(
                    e ->
                        LOG.warnf(
                            "Kafka did not settle a job of %s: %s", partition, e.getMessage())));
  }

  @Override
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CLOSE);
  }
}

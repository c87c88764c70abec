package dev.slipway.gateway.hook.messaging;

import dev.slipway.core.message.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Opens consumers of the whole rules topic. They belong to no group: every gateway reads all. */
final class RulesConsumers {

  private static final int FETCH_WAIT_MILLIS = 50;

  private final Map<String, Object> settings;

  RulesConsumers(Map<String, Object> broker) {
    settings = new HashMap<>(broker);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "slipway-gateway-rules");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Whoever asks for the topic's end waits behind the fetch that is under way on the connection.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
  }

  RulesReading open(HookRecords records) {
    Consumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.RULES).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IllegalStateException(
            "the topic " + Topics.RULES + " doesn't exist; create it, compacted");
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return new RulesReading(consumer, records);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }
}

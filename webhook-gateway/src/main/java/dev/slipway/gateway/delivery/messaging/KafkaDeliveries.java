package dev.slipway.gateway.delivery.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.Topics;
import dev.slipway.gateway.GatewayConfig;
import dev.slipway.gateway.delivery.Deliveries;
import dev.slipway.gateway.delivery.DeliveryNotRecordedException;
import dev.slipway.gateway.delivery.DeliveryTooLargeException;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes deliveries to {@link Topics#DELIVERIES}, confirmed by all replicas. It uses the client
 * itself, because the answer to the host hangs on the outcome of this one record, in bounded time.
 */
@Singleton
class KafkaDeliveries implements Deliveries {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** Verdicts compress well, so that a record this large still fits into a topic's 1 MB. */
  private static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

  private final ObjectMapper json;
  private final Producer<String, String> producer;

  KafkaDeliveries(
      ObjectMapper json,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> broker) {
    this.json = json;
    this.producer =
        new KafkaProducer<>(
            settings(config, broker), new StringSerializer(), new StringSerializer());
  }

  @Override
  public CompletionStage<Void> record(DeliveryRecorded delivery) {
    CompletableFuture<Void> confirmed = new CompletableFuture<>();
    try {
      ProducerRecord<String, String> record =
          new ProducerRecord<>(
              Topics.DELIVERIES, delivery.repositoryId(), json.writeValueAsString(delivery));
      var unused = producer.send(record, (metadata, failure) -> complete(confirmed, failure));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a delivery can't be written as JSON", e);
    } catch (KafkaException e) {
      complete(confirmed, e);
    }
    return confirmed;
  }

  @PreDestroy
  void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private static void complete(CompletableFuture<Void> confirmed, @Nullable Exception failure) {
    if (failure == null) {
      confirmed.complete(null);
    } else if (failure instanceof RecordTooLargeException) {
      confirmed.completeExceptionally(new DeliveryTooLargeException(failure));
    } else {
      confirmed.completeExceptionally(new DeliveryNotRecordedException(failure));
    }
  }

  private static Map<String, Object> settings(GatewayConfig config, Map<String, Object> broker) {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "slipway-gateway-deliveries");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
    int confirm = Math.toIntExact(config.kafkaConfirmTimeout().toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.kafkaMetadataTimeout().toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, confirm);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, confirm / 2);
    return settings;
  }
}

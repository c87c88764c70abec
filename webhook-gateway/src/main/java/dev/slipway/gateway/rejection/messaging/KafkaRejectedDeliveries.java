package dev.slipway.gateway.rejection.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.core.message.Topics;
import dev.slipway.gateway.GatewayConfig;
import dev.slipway.gateway.rejection.RejectedDeliveries;
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
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes to {@link Topics#REJECTED_DELIVERIES} with a small producer of its own, so that what is
 * refused never takes room from what is accepted.
 */
@Singleton
class KafkaRejectedDeliveries implements RejectedDeliveries {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final long BUFFER_BYTES = 1024 * 1024;

  private final ObjectMapper json;
  private final Producer<String, String> producer;

  KafkaRejectedDeliveries(
      ObjectMapper json,
      GatewayConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> broker) {
    this.json = json;
    this.producer =
        new KafkaProducer<>(
            settings(config, broker), new StringSerializer(), new StringSerializer());
  }

  @Override
  public CompletionStage<Void> publish(DeliveryRejected message) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.REJECTED_DELIVERIES, message.hookId(), json.writeValueAsString(message)),
              (metadata, failure) -> {
                if (failure == null) {
                  written.complete(null);
                } else {
                  written.completeExceptionally(failure);
                }
              });
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a rejection can't be written as JSON", e);
    } catch (KafkaException e) {
      written.completeExceptionally(e);
    }
    return written;
  }

  @PreDestroy
  void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private static Map<String, Object> settings(GatewayConfig config, Map<String, Object> broker) {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "slipway-gateway-rejections");
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    int confirm = Math.toIntExact(config.kafkaConfirmTimeout().toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.kafkaMetadataTimeout().toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, confirm);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, confirm / 2);
    return settings;
  }
}

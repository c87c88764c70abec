package dev.slipway.service.outbox.messaging;

import dev.slipway.service.outbox.MessageSender;
import dev.slipway.service.outbox.OutboxMessage;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An idempotent producer that waits for all replicas. After a failure it starts with a new
 * producer, because an idempotent one may not continue after a record was given up.
 */
@ApplicationScoped
class KafkaMessageSender implements MessageSender {

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(10);

  private final Map<String, Object> connection;
  private @Nullable KafkaProducer<String, String> producer;

  KafkaMessageSender(@Identifier("default-kafka-broker") Map<String, Object> connection) {
    this.connection = connection;
  }

  @Override
  public synchronized void send(List<OutboxMessage> messages) {
    try {
      KafkaProducer<String, String> current = producer();
      List<Future<RecordMetadata>> confirmations = new ArrayList<>(messages.size());
      for (OutboxMessage message : messages) {
        confirmations.add(
            current.send(new ProducerRecord<>(message.topic(), message.key(), message.payload())));
      }
      for (Future<RecordMetadata> confirmation : confirmations) {
        confirmation.get();
      }
    } catch (ExecutionException | KafkaException e) {
      close();
      throw new SendFailedException("Kafka did not confirm", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SendFailedException("interrupted while Kafka was to confirm", e);
    }
  }

  @PreDestroy
  synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  private KafkaProducer<String, String> producer() {
    if (producer == null) {
      producer = new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer());
    }
    return producer;
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "slipway-outbox");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_TIMEOUT.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT.toMillis());
    return settings;
  }
}

package dev.slipway.worker.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Events on {@link Topics#BUILD_EVENTS}, keyed by build, confirmed by all replicas. One producer
 * serves all slots; it is made at the first event, so that a worker starts before Kafka does.
 */
final class KafkaEventPublisher implements EventPublisher, AutoCloseable {

  private static final Duration CONFIRMATION = Duration.ofSeconds(10);

  private final Map<String, Object> settings;
  private final ObjectMapper json;
  private @Nullable KafkaProducer<String, String> producer;

  /**
   * @param kafka bootstrap servers and security, as the Kafka client names them
   */
  KafkaEventPublisher(Map<String, Object> kafka, ObjectMapper json) {
    this.settings = new HashMap<>(kafka);
    this.json = json;
    settings.remove("group.id");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    int millis = (int) CONFIRMATION.toMillis();
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
  }

  @Override
  public void publish(BuildEvent event) throws IOException, InterruptedException {
    var message =
        new ProducerRecord<>(Topics.BUILD_EVENTS, event.buildId(), json.writeValueAsString(event));
    try {
      var unused = producer().send(message).get();
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while publishing an event");
    } catch (ExecutionException | KafkaException e) {
      throw new IOException("Kafka did not confirm an event: " + e.getMessage(), e);
    }
  }

  private synchronized KafkaProducer<String, String> producer() {
    if (producer == null) {
      producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
    return producer;
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}

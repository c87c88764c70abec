package dev.slipway.gateway.hook.messaging;

import dev.slipway.gateway.hook.Hook;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** One reading of the rules topic from its beginning, and the webhooks it has told of so far. */
final class RulesReading implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RulesReading.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Consumer<String, String> consumer;
  private final HookRecords records;
  private final Map<String, Hook> hooks = new ConcurrentHashMap<>();

  RulesReading(Consumer<String, String> consumer, HookRecords records) {
    this.consumer = consumer;
    this.records = records;
  }

  Consumer<String, String> consumer() {
    return consumer;
  }

  Map<String, Hook> hooks() {
    return hooks;
  }

  /** Reads all that the topic holds at the time of the call. */
  void readToEnd(CountDownLatch stop) {
    Map<TopicPartition, Long> ends = ends();
    while (stop.getCount() > 0
        && ends.entrySet().stream()
            .anyMatch(end -> awake(() -> consumer.position(end.getKey())) < end.getValue())) {
      read();
    }
  }

  /** Applies what has come, after waiting a little for something to come. */
  void read() {
    try {
      consumer.poll(POLL).forEach(record -> records.apply(hooks, record.key(), record.value()));
    } catch (WakeupException e) {
      LOG.trace("Woken up: somebody waits for the end of the topic");
    }
  }

  @Override
  public void close() {
    consumer.close(CLOSE_TIMEOUT);
  }

  private Map<TopicPartition, Long> ends() {
    return awake(() -> consumer.endOffsets(consumer.assignment()));
  }

  /**
   * Asks the consumer again when it was woken up meanwhile, which only says that others wait as
   * well. Giving up here would leave those without an answer who wait for this reading.
   */
  private static <T> T awake(Supplier<T> question) {
    while (true) {
      try {
        return question.get();
      } catch (WakeupException e) {
        LOG.trace("Woken up: somebody else waits for the end of the topic");
      }
    }
  }
}

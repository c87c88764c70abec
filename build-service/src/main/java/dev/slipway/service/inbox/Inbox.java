package dev.slipway.service.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.service.outbox.MessageSender;
import dev.slipway.service.outbox.OutboxMessage;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Takes one message: reads it, and handles it again and again while the failure is one that may
 * pass. It returns when the message is handled; its offset may be committed then.
 */
@ApplicationScoped
public class Inbox {

  private static final Logger LOG = Logger.getLogger(Inbox.class);

  /** What a topic's name is followed by in its dead-letter topic's. */
  private static final String DEAD = ".dead";

  private final ObjectMapper json;
  private final MessageSender deadLetters;
  private final InboxSettings settings;
  private final CountDownLatch stopping = new CountDownLatch(1);

  Inbox(ObjectMapper json, MessageSender deadLetters, InboxSettings settings) {
    this.json = json;
    this.deadLetters = deadLetters;
    this.settings = settings;
  }

  /**
   * Returns when the message is handled for good, or lies in the dead-letter topic.
   *
   * @param type the schema of the record's topic
   * @param handler handles it in a transaction of its own; a second time changes nothing
   * @throws IllegalStateException when the service stops meanwhile; the message comes again
   */
  public <T> void take(ConsumerRecord<String, String> message, Class<T> type, Consumer<T> handler) {
    try {
      T content = read(message, type);
      untilDone(message, () -> handler.accept(content));
    } catch (UnreadableMessageException e) {
      LOG.errorf(
          "message goes to the dead-letter topic, because it %s: %s",
          e.getMessage(), place(message));
      untilDone(message, () -> deadLetters.send(List.of(copy(message))));
    }
  }

  void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
    stopping.countDown();
  }

  void stopSoon(@Observes ShutdownDelayInitiatedEvent event) {
    stopping.countDown();
  }

  private <T> T read(ConsumerRecord<String, String> message, Class<T> type) {
    try {
      T content = json.readValue(String.valueOf(message.value()), type);
      if (content != null) {
        return content;
      }
    } catch (JsonProcessingException e) {
      throw new UnreadableMessageException("can't be read", e);
    }
    throw new UnreadableMessageException("is empty", null);
  }

  private void untilDone(ConsumerRecord<String, String> message, Runnable action) {
    Duration pause = settings.firstPause();
    while (!tried(message, action)) {
      sleep(pause);
      Duration next = pause.multipliedBy(2);
      pause = next.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : next;
    }
  }

  private static boolean tried(ConsumerRecord<String, String> message, Runnable action) {
    try {
      action.run();
      return true;
    } catch (RuntimeException e) {
      if (!Failures.mayPass(e)) {
        LOG.error("message can't be handled", e);
        throw new UnreadableMessageException("can't be handled", e);
      }
      LOG.warnf("message waits and is tried again: %s: %s", place(message), e.toString());
      return false;
    }
  }

  private void sleep(Duration pause) {
    try {
      if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the service stops; the message comes again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted; the message comes again", e);
    }
  }

  private static OutboxMessage copy(ConsumerRecord<String, String> message) {
    return new OutboxMessage(
        0, message.topic() + DEAD, String.valueOf(message.key()), message.value());
  }

  private static String place(ConsumerRecord<String, String> message) {
    return "topic=%s partition=%d offset=%d"
        .formatted(message.topic(), message.partition(), message.offset());
  }
}

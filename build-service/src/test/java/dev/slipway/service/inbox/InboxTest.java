package dev.slipway.service.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.BuildJob;
import dev.slipway.service.outbox.MessageSender;
import dev.slipway.service.outbox.OutboxMessage;
import io.quarkus.runtime.ShutdownEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class InboxTest {

  private static final String GOOD = "{\"buildId\":\"b1\",\"attempt\":1,\"later\":\"unknown\"}";

  private final TestingDeadLetters deadLetters = new TestingDeadLetters();
  private final Inbox inbox = new Inbox(json(), deadLetters, new QuickRetries());
  private final List<BuildJob> handled = new ArrayList<>();

  @Test
  void aMessageIsHandledOnce() {
    take(GOOD, handled::add);

    assertEquals(List.of(new BuildJob("b1", 1)), handled);
  }

  @Test
  void whileTheDatabaseIsAwayAMessageIsTriedAgainUntilItIsHandled() {
    take(
        GOOD,
        job -> {
          handled.add(job);
          if (handled.size() < 20) {
            throw new IllegalStateException(new SQLException("connection refused", "08001"));
          }
        });

    assertEquals(20, handled.size());
    assertEquals(List.of(), deadLetters.payloads);
  }

  @Test
  void whatCantBeReadIsKeptAsItCame() {
    take("{\"buildId\":", handled::add);
    take("null", handled::add);

    assertEquals(List.of("jobs.dead {\"buildId\":", "jobs.dead null"), deadLetters.payloads);
    assertEquals(List.of(), handled);
  }

  @Test
  void whatCanNeverBeHandledIsKeptToo() {
    take(
        GOOD,
        job -> {
          throw new IllegalArgumentException("no such thing");
        });

    assertEquals(List.of("jobs.dead " + GOOD), deadLetters.payloads);
  }

  @Test
  void aDeadLetterIsSentUntilKafkaConfirms() {
    deadLetters.failures = 3;

    take("broken", handled::add);

    assertEquals(List.of("jobs.dead broken"), deadLetters.payloads);
  }

  @Test
  void whenTheServiceStopsAMessageThatWaitsIsNeitherHandledNorDead() {
    inbox.stop(new ShutdownEvent());

    assertThrows(
        IllegalStateException.class,
        () ->
            take(
                GOOD,
                job -> {
                  throw new IllegalStateException(new SQLException("away", "08001"));
                }));

    assertEquals(List.of(), deadLetters.payloads);
  }

  private void take(String value, Consumer<BuildJob> handler) {
    inbox.take(new ConsumerRecord<>("jobs", 0, 7, "key", value), BuildJob.class, handler);
  }

  private static ObjectMapper json() {
    return new ObjectMapper()
        .configure(
            com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            false);
  }

  /** Keeps what is sent, after it failed some times. */
  private static final class TestingDeadLetters implements MessageSender {

    private final List<String> payloads = new ArrayList<>();
    private int failures;

    @Override
    public void send(List<OutboxMessage> messages) {
      if (failures-- > 0) {
        throw new SendFailedException("away", new IllegalStateException());
      }
      messages.forEach(message -> payloads.add(message.topic() + " " + message.payload()));
    }
  }

  private static final class QuickRetries implements InboxSettings {

    @Override
    public Duration firstPause() {
      return Duration.ofMillis(1);
    }

    @Override
    public Duration longestPause() {
      return Duration.ofMillis(2);
    }
  }
}

package dev.slipway.service.outbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.core.message.BuildJob;
import dev.slipway.core.message.Topics;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class OutboxTest {

  @Inject Outbox outbox;
  @Inject World world;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> connection;

  TestStack stack;

  @Test
  void whatIsCommittedIsSentInOrderAndForgotten() {
    String key = UUID.randomUUID().toString();

    for (int attempt = 1; attempt <= 50; attempt++) {
      send(key, attempt);
    }

    assertEquals(jobs(key, 50), sent(key, 50));
    await().until(() -> waiting(key) == 0);
  }

  @Test
  void whatIsRolledBackIsNotSent() {
    String key = UUID.randomUUID().toString();

    assertThrows(
        IllegalStateException.class,
        () ->
            QuarkusTransaction.requiringNew()
                .run(
                    () -> {
                      outbox.send(Topics.JOBS, key, new BuildJob(key, 1));
                      throw new IllegalStateException("changed its mind");
                    }));
    send(key, 2);

    assertEquals(List.of(job(key, 2)), sent(key, 1));
  }

  @Test
  void withoutATransactionNothingCanBeSent() {
    assertThrows(
        RuntimeException.class, () -> outbox.send(Topics.JOBS, "key", new BuildJob("key", 1)));
  }

  @Test
  void whatIsCommittedWhileKafkaIsAwayIsSentWhenItIsBack() {
    String key = UUID.randomUUID().toString();

    stack.withoutKafka(
        () -> {
          send(key, 1);
          send(key, 2);
          assertEquals(2, waiting(key));
        });

    assertEquals(jobs(key, 2), sent(key, 2));
    await().atMost(Duration.ofSeconds(60)).until(() -> waiting(key) == 0);
  }

  private void send(String key, int attempt) {
    QuarkusTransaction.requiringNew()
        .run(() -> outbox.send(Topics.JOBS, key, new BuildJob(key, attempt)));
  }

  private int waiting(String key) {
    return world.strings("select id::text from outbox where message_key = ?", key).size();
  }

  /** The first messages of a key; one that was sent twice in a row counts once. */
  private List<String> sent(String key, int count) {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put("auto.offset.reset", "earliest");
    TopicPartition jobs = new TopicPartition(Topics.JOBS, 0);
    List<String> found = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(jobs));
      consumer.seekToBeginning(List.of(jobs));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                for (ConsumerRecord<String, String> job : consumer.poll(Duration.ofMillis(100))) {
                  boolean repeated =
                      !found.isEmpty() && found.get(found.size() - 1).equals(job.value());
                  if (key.equals(job.key()) && !repeated) {
                    found.add(job.value());
                  }
                }
                return found.size() >= count;
              });
    }
    return found;
  }

  private static List<String> jobs(String key, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(attempt -> job(key, attempt)).toList();
  }

  private static String job(String key, int attempt) {
    return "{\"buildId\":\"" + key + "\",\"attempt\":" + attempt + "}";
  }
}

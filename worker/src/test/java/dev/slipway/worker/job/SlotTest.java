package dev.slipway.worker.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.BuildEvent.Status;
import dev.slipway.core.message.BuildJob;
import dev.slipway.core.message.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slots on a real broker. */
final class SlotTest {

  private static final ObjectMapper JSON = new JsonMapper().findAndRegisterModules();

  @TempDir static Path shared;
  private static EmbeddedBroker broker;
  private static int port;

  @TempDir Path folder;
  private TestingWorker worker;
  private KafkaEventPublisher events;
  private Slots slots;

  @BeforeAll
  static void startBroker() throws Exception {
    port = EmbeddedBroker.freePort();
    broker = EmbeddedBroker.start(shared.resolve("kafka"), port);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() throws Exception {
    events = new KafkaEventPublisher(EmbeddedBroker.client(port), JSON);
    worker = new TestingWorker(folder, events);
  }

  @AfterEach
  void stop() {
    if (slots != null) {
      slots.stop();
    }
    events.close();
    worker.close();
  }

  @Test
  void runsAJobFromKafkaAndReportsToKafka() throws Exception {
    String build = given();
    startSlots(1);
    send(json(build));

    List<BuildEvent> reported = eventsUntilOutcome(build);

    BuildEvent last = reported.get(reported.size() - 1);
    assertEquals(Status.SUCCESS, last.outcome().status(), last.outcome().reason());
    String log =
        reported.stream()
            .map(BuildEvent::log)
            .filter(Objects::nonNull)
            .collect(Collectors.joining());
    assertTrue(log.contains("Say hello"), log);
    assertTrue(slots.areRunning());
  }

  @Test
  void dropsWhatCannotBeReadAndGoesOn() throws Exception {
    String build = given();
    startSlots(1);
    send("{no json");
    send("null");
    send(json(build));

    eventsUntilOutcome(build);
  }

  @Test
  void claimsAgainUntilTheServiceAnswers() throws Exception {
    String build = given();
    worker.service.unreachable = true;
    startSlots(1);
    send(json(build));
    await().atMost(Duration.ofSeconds(30)).until(() -> worker.service.claims.size() >= 2);

    worker.service.unreachable = false;

    eventsUntilOutcome(build);
  }

  @Test
  void givesAJobBackThatItCannotClaim() throws Exception {
    String build = given();
    worker.service.unreachable = true;
    startSlots(1, Duration.ofMillis(600));
    send(json(build));
    // within that patience there is time for two claims, so a third is a second delivery
    await().atMost(Duration.ofSeconds(30)).until(() -> worker.service.claims.size() >= 3);

    worker.service.unreachable = false;

    eventsUntilOutcome(build);
  }

  @Test
  void runsNothingForARefusedClaimAndForgetsTheJob() throws Exception {
    String refused = UUID.randomUUID().toString();
    String build = given();
    startSlots(1);
    send(json(refused));
    send(json(build));

    eventsUntilOutcome(build);

    assertEquals(1, Collections.frequency(worker.service.claims, refused));
  }

  @Test
  void givesAJobBackThatAnotherWorkerDoesQuicker() throws Exception {
    String build = given();
    worker.service.deferrals.set(2);
    startSlots(1);
    send(json(build));

    eventsUntilOutcome(build);

    assertEquals(3, Collections.frequency(worker.service.claims, build));
  }

  @Test
  void runsAsManyBuildsAtOnceAsThereAreSlots() throws Exception {
    String first = given();
    String second = given();
    CountDownLatch both = new CountDownLatch(2);
    worker.engine.work =
        request -> {
          both.countDown();
          both.await();
        };
    startSlots(2);
    send(json(first));
    send(json(second));

    eventsUntilOutcome(first);
    eventsUntilOutcome(second);
  }

  @Test
  void leavesARunningBuildToTheLeaseWhenItShutsDown() throws Exception {
    String build = given();
    CountDownLatch building = new CountDownLatch(1);
    worker.engine.work =
        request -> {
          building.countDown();
          new CountDownLatch(1).await();
        };
    startSlots(1);
    send(json(build));
    building.await();

    slots.stop();

    assertFalse(slots.areRunning());
    assertTrue(worker.publisher.calls.isEmpty());
  }

  private String given() throws Exception {
    String build = UUID.randomUUID().toString();
    var unused = worker.assignment(build);
    return build;
  }

  private void startSlots(int count) {
    startSlots(count, Duration.ofSeconds(20));
  }

  private void startSlots(int count, Duration patience) {
    slots =
        new Slots(
            count,
            worker.attempts,
            () ->
                new Slot(
                    () -> new ShareGroupQueue(EmbeddedBroker.client(port)),
                    worker.service,
                    worker.attempts,
                    JSON,
                    patience));
    slots.start();
  }

  private static String json(String build) throws Exception {
    return JSON.writeValueAsString(new BuildJob(build, 1));
  }

  private static void send(String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            EmbeddedBroker.client(port), new StringSerializer(), new StringSerializer())) {
      var unused = producer.send(new ProducerRecord<>(Topics.JOBS, value)).get();
    }
  }

  private static List<BuildEvent> eventsUntilOutcome(String build) {
    Map<String, Object> settings = new HashMap<>(EmbeddedBroker.client(port));
    settings.put("group.id", UUID.randomUUID().toString());
    settings.put("auto.offset.reset", "earliest");
    List<BuildEvent> found = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(Topics.BUILD_EVENTS));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                  if (build.equals(record.key())) {
                    found.add(JSON.readValue(record.value(), BuildEvent.class));
                  }
                }
                return found.stream().anyMatch(event -> event.outcome() != null);
              });
    }
    return found;
  }
}

package dev.slipway.service.repository;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static dev.slipway.service.Api.repository;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.HookConfig;
import dev.slipway.core.message.Topics;
import dev.slipway.core.secret.SecretBox;
import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class HookPublishingTest {

  @Inject ObjectMapper json;
  @Inject RepublishHooks republish;
  @Inject Repositories repositories;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String brokers;

  @ConfigProperty(name = "slipway.secret-key")
  String secretKey;

  @Test
  void aWebhookIsInKafkaWhenItsMakerIsAnswered() throws Exception {
    String name = newName();
    Map<String, String> hook =
        asAdmin()
            .body(repository(name, "private"))
            .post(REPOSITORIES)
            .then()
            .statusCode(201)
            .extract()
            .path("hook");
    String hookId = hookId(hook.get("url"));

    HookConfig published = config(hookId);

    assertEquals(name, published.repositoryName());
    assertEquals("main", published.rules().get(0).name());
    String opened = SecretBox.fromKey(secretKey).open("hook:" + hookId, published.sealedSecret());
    assertEquals(hook.get("secret"), opened);
  }

  @Test
  void everyChangeIsPublished() throws Exception {
    String name = create(newName(), "private");
    String hookId = hookId(asAdmin().get(REPOSITORIES + "/" + name).path("hook.url"));
    String sealed = config(hookId).sealedSecret();

    asAdmin()
        .body(List.of(Map.of("type", "tag", "name", "v1"), Map.of("type", "tag", "name", "v2")))
        .put(REPOSITORIES + "/" + name + "/rules")
        .then()
        .statusCode(200);
    assertEquals(2, config(hookId).rules().size());

    repositories.learnDefaultBranch(id(name), "trunk");
    repositories.learnDefaultBranch(id(name), "trunk");
    awaitDefaultBranch(hookId);

    asAdmin().post(REPOSITORIES + "/" + name + "/hook/regenerate").then().statusCode(200);
    assertNotEquals(sealed, config(hookId).sealedSecret());

    asAdmin().delete(REPOSITORIES + "/" + name).then().statusCode(204);
    Map<String, String> topic = topic();
    assertTrue(topic.containsKey(hookId));
    assertNull(topic.get(hookId));
  }

  @Test
  void allWebhooksArePublishedAgainAtAStart() {
    create(newName(), "private");
    create(newName(), "private");
    long before = end();

    int count = republish.publishAll();

    assertTrue(count >= 2);
    await().atMost(Duration.ofSeconds(20)).until(() -> end() >= before + count);
  }

  @Test
  void aRefusedRepositoryPublishesNothing() {
    long before = end();
    Map<String, Object> body = new HashMap<>(repository("admin", "private"));

    asAdmin().body(body).post(REPOSITORIES).then().statusCode(422);

    assertEquals(before, end());
    assertFalse(repositories.byName(new RepositoryName("admin", "admin")).isPresent());
  }

  private void awaitDefaultBranch(String hookId) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> "trunk".equals(config(hookId).defaultBranch()));
  }

  private UUID id(String name) {
    return repositories.byName(RepositoryName.parse(name)).orElseThrow().id();
  }

  private HookConfig config(String hookId) throws JsonProcessingException {
    return json.readValue(topic().get(hookId), HookConfig.class);
  }

  private static String hookId(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /** The newest value of every key, nulls included. */
  private Map<String, String> topic() {
    TopicPartition partition = new TopicPartition(Topics.RULES, 0);
    Map<String, String> values = new HashMap<>();
    try (KafkaConsumer<String, String> consumer = consumer()) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> values.put(record.key(), record.value()));
      }
    }
    return values;
  }

  private long end() {
    TopicPartition partition = new TopicPartition(Topics.RULES, 0);
    try (KafkaConsumer<String, String> consumer = consumer()) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", brokers), new StringDeserializer(), new StringDeserializer());
  }
}

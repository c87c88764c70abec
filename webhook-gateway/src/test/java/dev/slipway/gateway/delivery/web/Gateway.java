package dev.slipway.gateway.delivery.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.core.message.HookConfig;
import dev.slipway.core.message.Topics;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.secret.SecretBox;
import dev.slipway.gateway.Samples;
import dev.slipway.gateway.SecretConfig;
import dev.slipway.gateway.Signing;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Drives the running gateway from outside: over Kafka as the build-service, over HTTP as hosts. */
@Singleton
class Gateway {

  static final String SECRET = "It's a Secret to Everybody";

  @Inject ObjectMapper json;

  @Inject SecretConfig secrets;

  @Inject
  @Identifier("default-kafka-broker")
  Map<String, Object> broker;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private URI base = URI.create("http://127.0.0.1");

  void at(URI newBase) {
    base = newBase;
  }

  /** Makes a webhook and returns its id, without waiting until the gateway knows it. */
  String hook(GitProvider provider, String cloneUrl, BuildRule... rules) throws Exception {
    String id = UUID.randomUUID().toString();
    String sealed = SecretBox.fromKey(secrets.secretKey().orElseThrow()).seal("hook:" + id, SECRET);
    HookConfig config = Samples.hook(id, provider, cloneUrl, sealed, rules);
    publishRule(id, json.writeValueAsString(config));
    return id;
  }

  String gitHubHook(BuildRule... rules) throws Exception {
    return hook(GitProvider.GITHUB, Samples.GITHUB_URL, rules);
  }

  void publishRule(String key, String value) throws Exception {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.put("acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.RULES, key, value)).get(30, TimeUnit.SECONDS);
    }
  }

  HttpRequest.Builder request(String path, BodyPublisher body) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60)).POST(body);
  }

  HttpRequest.Builder gitHub(String hookId, String body) {
    return request("/hooks/github/" + hookId, BodyPublishers.ofString(body))
        .header("Content-Type", "application/json")
        .header("X-GitHub-Event", "push")
        .header("X-GitHub-Delivery", UUID.randomUUID().toString())
        .header("X-Hub-Signature-256", Signing.sign(SECRET, body));
  }

  HttpRequest.Builder bitbucket(String provider, String event, String hookId, String body) {
    return request("/hooks/" + provider + "/" + hookId, BodyPublishers.ofString(body))
        .header("Content-Type", "application/json; charset=utf-8")
        .header("X-Event-Key", event)
        .header("X-Hub-Signature", Signing.sign(SECRET, body));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
  }

  /** Every delivery recorded so far for a webhook made by {@link #hook}. */
  List<String> deliveries(String hookId) {
    return records(Topics.DELIVERIES, "repository-of-" + hookId);
  }

  /** What was told so far of refused requests to a webhook. */
  List<DeliveryRejected> rejections(String hookId) {
    return records(Topics.REJECTED_DELIVERIES, hookId).stream().map(this::rejection).toList();
  }

  private DeliveryRejected rejection(String value) {
    try {
      return json.readValue(value, DeliveryRejected.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> records(String topic, String key) {
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(broker, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (record.key().equals(key)) {
            values.add(record.value());
          }
        }
      }
    }
    return values;
  }
}

package dev.slipway.standalone.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.message.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

  @TempDir private Path folder;

  @Test
  void itKeepsRecordsOverARestartOnOtherPortsWithAnotherPassword() throws Exception {
    Path log = folder.resolve("with space");
    BrokerAccess first = access("first");
    try (EmbeddedKafka broker = EmbeddedKafka.start(log, first)) {
      TopicSetup.apply(first);
      send(first, "kept");
    }

    BrokerAccess second = access("second");
    try (EmbeddedKafka broker = EmbeddedKafka.start(log, second)) {
      TopicSetup.apply(second);
      assertEquals(List.of("kept"), readAll(second));
    }
  }

  @Test
  void topicsAndTheShareGroupAreConfigured() throws Exception {
    BrokerAccess access = access("password");
    try (EmbeddedKafka broker = EmbeddedKafka.start(folder, access)) {
      TopicSetup.apply(access);
      try (Admin admin = Admin.create(configuration(access))) {
        Set<String> topics = admin.listTopics().names().get(10, TimeUnit.SECONDS);
        assertTrue(
            topics.containsAll(
                Set.of(Topics.RULES, Topics.DELIVERIES, Topics.JOBS, Topics.BUILD_EVENTS)),
            topics::toString);
        assertEquals(
            "compact", value(admin, ConfigResource.Type.TOPIC, Topics.RULES, "cleanup.policy"));
        assertEquals(
            "earliest",
            value(
                admin, ConfigResource.Type.GROUP, Topics.WORKERS_GROUP, "share.auto.offset.reset"));
      }
    }
  }

  @Test
  void nobodyGetsInWithoutThePassword() throws Exception {
    BrokerAccess access = access("right");
    BrokerAccess wrong = new BrokerAccess(access.port(), access.controllerPort(), "wrong");
    try (EmbeddedKafka broker = EmbeddedKafka.start(folder, access);
        Admin admin = Admin.create(configuration(wrong))) {
      ExecutionException refused =
          assertThrows(
              ExecutionException.class, () -> admin.listTopics().names().get(10, TimeUnit.SECONDS));

      assertTrue(refused.getCause() instanceof SaslAuthenticationException, refused::toString);
    }
  }

  private static void send(BrokerAccess access, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            configuration(access), new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.DELIVERIES, "key", value))
          .get(10, TimeUnit.SECONDS);
    }
  }

  private static List<String> readAll(BrokerAccess access) {
    TopicPartition partition = new TopicPartition(Topics.DELIVERIES, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            configuration(access), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(10)).records(partition).stream()
          .map(record -> record.value())
          .toList();
    }
  }

  private static String value(Admin admin, ConfigResource.Type type, String name, String key)
      throws Exception {
    ConfigResource resource = new ConfigResource(type, name);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get(10, TimeUnit.SECONDS)
        .get(resource)
        .get(key)
        .value();
  }

  private static Map<String, Object> configuration(BrokerAccess access) {
    return new HashMap<>(access.clientConfiguration());
  }

  private static BrokerAccess access(String password) throws Exception {
    try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new BrokerAccess(one.getLocalPort(), two.getLocalPort(), password);
    }
  }
}

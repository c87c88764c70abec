package dev.slipway.worker.publish.jib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.publish.Attachment;
import dev.slipway.worker.publish.Attachments;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReferrerUploadTest {

  /** Knows no list of referrers, as many registries don't. */
  @RegisterExtension static final RealRegistry REGISTRY = RealRegistry.open();

  private static final Retries NO_WAITING = new Retries(List.of(Duration.ZERO), time -> {});
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void anArtifactRefersToItsSubjectByteForByteTheSame() throws Exception {
    Subject subject = push("demo/artifact");

    attach("demo/artifact", subject, document("application/vnd.in-toto+json", "{\"a\":1}"));

    JsonNode entry = listed("demo/artifact", subject).get(0);
    JsonNode manifest =
        JSON.readTree(get("/v2/demo/artifact/manifests/" + entry.path("digest").asText()));
    assertEquals("application/vnd.in-toto+json", manifest.path("artifactType").asText());
    assertEquals(subject.digest().value(), manifest.at("/subject/digest").asText());
    assertEquals("application/vnd.oci.empty.v1+json", manifest.at("/config/mediaType").asText());
    assertEquals("see", manifest.at("/annotations/example").asText());
    assertEquals(
        "{\"a\":1}", get("/v2/demo/artifact/blobs/" + manifest.at("/layers/0/digest").asText()));
  }

  @Test
  void withoutAListOfReferrersATagHasThem() throws Exception {
    Subject subject = push("demo/tag");

    attach("demo/tag", subject, document("application/a", "1"), document("application/b", "2"));

    List<String> types = new ArrayList<>();
    listed("demo/tag", subject).forEach(entry -> types.add(entry.path("artifactType").asText()));
    assertEquals(List.of("application/a", "application/b"), types);
  }

  @Test
  void attachingTheSameAgainChangesNothing() throws Exception {
    Subject subject = push("demo/again");
    attach("demo/again", subject, document("application/a", "1"));
    String before = get("/v2/demo/again/manifests/" + tag(subject));

    attach("demo/again", subject, document("application/a", "1"));

    assertEquals(1, listed("demo/again", subject).size());
    assertEquals(before, get("/v2/demo/again/manifests/" + tag(subject)));
  }

  @Test
  void whatOthersHaveListedStaysAsTheyWroteIt() throws Exception {
    Subject subject = push("demo/others");
    attach("demo/others", subject, document("application/theirs", "1"));

    attach("demo/others", subject, document("application/ours", "2"));

    JsonNode theirs = listed("demo/others", subject).get(0);
    assertEquals("application/theirs", theirs.path("artifactType").asText());
    assertEquals("see", theirs.at("/annotations/example").asText());
    assertEquals(2, listed("demo/others", subject).size());
  }

  @Test
  void buildsAtTheSameTimeLoseNothingOfEachOther() throws Exception {
    Subject subject = push("demo/many");
    RegistryImagePublisher publisher = publisher();
    ExecutorService executor = Executors.newFixedThreadPool(4);
    Set<String> expected = new TreeSet<>();
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String type = "application/x" + i;
        expected.add(type);
        Attachments about = new Attachments(subject, List.of(document(type, "{}")));
        running.add(
            executor.submit(
                () -> {
                  attach(publisher, destination("demo/many"), about);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      executor.shutdownNow();
    }

    Set<String> types = new TreeSet<>();
    listed("demo/many", subject).forEach(entry -> types.add(entry.path("artifactType").asText()));
    assertEquals(expected, types);
  }

  @Test
  void aRegistryThatListsThemGetsNoTag() throws Exception {
    try (ListingRegistry registry = new ListingRegistry()) {
      Subject subject = Subject.of(TestingImage.OCI_MANIFEST, bytes("{}"));
      Destination destination = new Destination(registry.host() + "/demo/hello", null, null, true);

      attach(
          publisher(),
          destination,
          new Attachments(subject, List.of(document("application/a", "1"))));

      assertEquals(1, registry.manifests().size());
      assertFalse(registry.manifests().toString().contains(tag(subject)));
    }
  }

  @Test
  void aTagThatIsSomethingElseIsLeftAlone() throws Exception {
    Subject subject = push("demo/else");
    TestingImage image = TestingImage.of(new TestingTar().file("other", "thing"));
    try (ImageDestination destination = publisher().open(destination("demo/else"))) {
      destination.upload(bundle(image), line -> {});
      destination.tag(bundle(image), tag(subject));
    }

    IOException refused =
        assertThrows(
            IOException.class, () -> attach("demo/else", subject, document("application/a", "1")));

    assertTrue(String.valueOf(refused.getMessage()).endsWith("is no OCI index"));
    assertEquals(
        new String(image.manifest(), StandardCharsets.UTF_8),
        get("/v2/demo/else/manifests/" + tag(subject)));
  }

  private Subject push(String repository) throws Exception {
    TestingImage image = TestingImage.of(new TestingTar().file("hello", repository));
    try (ImageDestination destination = publisher().open(destination(repository))) {
      destination.upload(bundle(image), line -> {});
    }
    return Subject.of(image.mediaType(), image.manifest());
  }

  private void attach(String repository, Subject subject, Attachment... documents)
      throws Exception {
    attach(publisher(), destination(repository), new Attachments(subject, List.of(documents)));
  }

  private static void attach(
      RegistryImagePublisher publisher, Destination destination, Attachments about)
      throws Exception {
    try (ImageDestination open = publisher.open(destination)) {
      open.attach(List.of(about));
    }
  }

  private static ImageBundle bundle(TestingImage image) {
    return ImageBundle.of(List.of(new ImageBundle.Part(Platform.parse("linux/amd64"), image)));
  }

  private static Attachment document(String type, String content) {
    return new Attachment(type, bytes(content), Map.of("example", "see"));
  }

  private static JsonNode listed(String repository, Subject subject) throws IOException {
    String index = get("/v2/" + repository + "/manifests/" + tag(subject));
    return JSON.readTree(index).path("manifests");
  }

  private static String tag(Subject subject) {
    return "sha256-" + subject.digest().hex();
  }

  private static String get(String path) throws IOException {
    return REGISTRY.get(path).body();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Destination destination(String repository) {
    return new Destination(REGISTRY.host() + "/" + repository, null, null, true);
  }

  private static RegistryImagePublisher publisher() {
    return new RegistryImagePublisher(
        RegistryEndpoints.parse("", ""), new RegistryTransport("*"), NO_WAITING);
  }
}

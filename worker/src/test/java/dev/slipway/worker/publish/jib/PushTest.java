package dev.slipway.worker.publish.jib;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.BuiltImage.Blob;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImageDestination;
import dev.slipway.worker.publish.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pushes to a registry that is not well. */
final class PushTest {

  private static final int LARGE = 3_000_000;
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private ScriptedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = ScriptedRegistry.open();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void anUploadThatBreaksIsContinuedWhereTheRegistryHasIt() throws Exception {
    Blob large = blob(LARGE, null);
    registry.once("PATCH", "/uploads/", registry.breakAfter(1_234_567));

    upload(image(large));

    assertArrayEquals(bytes(large), registry.blobs.get("demo/app/" + large.digest()));
    assertTrue(log.toString().contains("continued after the connection had broken"), log::toString);
    List<String> patches =
        registry.requests.stream().filter(request -> request.startsWith("PATCH")).toList();
    assertEquals(2, patches.size());
    assertEquals(patches.get(0), patches.get(1), "the same upload");
  }

  @Test
  void anUploadThatTheRegistryHasForgottenStartsAgain() throws Exception {
    Blob large = blob(LARGE, null);
    registry.once(
        "PATCH",
        "/uploads/",
        exchange -> {
          registry.breakAfter(100_000).to(exchange);
          registry.forgetUploads();
        });

    upload(image(large));

    assertArrayEquals(bytes(large), registry.blobs.get("demo/app/" + large.digest()));
    assertTrue(log.stream().anyMatch(line -> line.endsWith("sent 3.0 MB")), log::toString);
  }

  @Test
  void anUploadWhoseEndWasNotHeardIsNotSentAgain() throws Exception {
    Blob large = blob(LARGE, null);
    registry.once(
        "PUT",
        "/uploads/",
        exchange -> registry.blobs.put("demo/app/" + large.digest(), bytes(large)));

    upload(image(large));

    assertEquals(
        1, registry.requests.stream().filter(request -> request.startsWith("PATCH")).count());
  }

  @Test
  void aRegistryThatAsksForTimeGetsIt() throws Exception {
    registry.once("POST", "/uploads/", ScriptedRegistry.status(429, "Retry-After", "7"));
    registry.once("POST", "/uploads/", ScriptedRegistry.status(503, "Retry-After", "999999"));
    registry.once(
        "PUT",
        "/manifests/",
        ScriptedRegistry.status(429, "Retry-After", "Fri, 02 Jan 2026 03:04:25 GMT"));

    upload(image(blob(10, null)));

    assertTrue(
        pauses.containsAll(
            List.of(Duration.ofSeconds(7), Duration.ofSeconds(60), Duration.ofSeconds(20))),
        pauses::toString);
    assertEquals(3, pauses.size());
  }

  @Test
  void everyStepIsTriedAgain() throws Exception {
    registry.once("GET", "/v2/", ScriptedRegistry.status(502));
    registry.once("HEAD", "/blobs/", ScriptedRegistry.status(500));
    registry.once("POST", "/uploads/", registry.breakAfter(0));
    registry.once("PUT", "/uploads/", ScriptedRegistry.status(503));
    registry.once("PUT", "/manifests/", registry.breakAfter(1));

    upload(image(blob(10, null)));

    assertEquals(5, pauses.size(), pauses::toString);
    assertEquals(1, registry.manifests.size());
  }

  @Test
  void aTokenThatExpiresInMidPushIsRenewed() throws Exception {
    registry.close();
    registry = ScriptedRegistry.withTokens();
    Blob large = blob(LARGE, null);
    registry.once(
        "PATCH",
        "/uploads/",
        exchange -> {
          registry.expireTokens();
          registry.breakAfter(2_000_000).to(exchange);
        });

    upload(image(large));

    assertArrayEquals(bytes(large), registry.blobs.get("demo/app/" + large.digest()));
    assertEquals(2, registry.tokenRequests.size(), registry.tokenRequests::toString);
  }

  @Test
  void oneSignInServesUploadAndTagsAndMountsFromSeveralBases() throws Exception {
    registry.close();
    registry = ScriptedRegistry.withTokens();
    Blob first = blob(11, ImageReference.parse(registry.host() + "/base/one:1"));
    Blob second = blob(12, ImageReference.parse(registry.host() + "/base/two:2"));
    registry.blobs.put("base/one/" + first.digest(), bytes(first));
    registry.blobs.put("base/two/" + second.digest(), bytes(second));

    try (ImageDestination destination = open()) {
      destination.upload(image(first, second), log::add);
      assertEquals(registry.host() + "/demo/app:v1", destination.tag(image(first, second), "v1"));
    }

    assertEquals(2, log.stream().filter(line -> line.endsWith("mounted")).count(), log::toString);
    assertEquals(
        List.of(
            "service=test&scope=repository:demo/app:pull,push"
                + "&scope=repository:base/one:pull&scope=repository:base/two:pull"),
        registry.tokenRequests);
  }

  @Test
  void aTokenServerThatGrantsNoMountingIsAskedForThePushAlone() throws Exception {
    registry.close();
    registry = ScriptedRegistry.withTokens();
    registry.once("GET", "/token", ScriptedRegistry.status(403));
    Blob base = blob(11, ImageReference.parse(registry.host() + "/base/one:1"));

    upload(image(base));

    assertEquals("service=test&scope=repository:demo/app:pull,push", registry.tokenRequests.get(1));
    assertTrue(log.toString().contains("sent "), log::toString);
  }

  @Test
  void aTokenServerThatIsOverloadedIsAskedAgain() throws Exception {
    registry.close();
    registry = ScriptedRegistry.withTokens();
    registry.once("GET", "/token", ScriptedRegistry.status(429, "Retry-After", "3"));

    upload(image(blob(10, null)));

    assertEquals(List.of(Duration.ofSeconds(3)), pauses);
  }

  @Test
  void aMountThatIsRefusedIsAnUpload() throws Exception {
    registry.once("POST", "mount=", ScriptedRegistry.status(403));
    Blob base = blob(11, ImageReference.parse(registry.host() + "/base/private:1"));

    upload(image(base));

    assertArrayEquals(bytes(base), registry.blobs.get("demo/app/" + base.digest()));
  }

  @Test
  void aRegistryThatDoesNotKnowTheFormatIsSaid() {
    registry.once("PUT", "/manifests/", ScriptedRegistry.status(415));

    String message =
        String.valueOf(
            assertThrows(IOException.class, () -> upload(image(blob(10, null)))).getMessage());

    assertTrue(message.contains("does not take the manifest"), message);
    assertTrue(message.contains("(415), which is of type " + TestingImage.OCI_MANIFEST), message);
    assertTrue(message.contains("Docker's format"), message);
    assertTrue(pauses.isEmpty());
  }

  @Test
  void whatStaysBrokenEndsAfterTheLastTry() {
    for (int i = 0; i < 4; i++) {
      registry.once("PUT", "/manifests/", ScriptedRegistry.status(500));
    }

    IOException failure = assertThrows(IOException.class, () -> upload(image(blob(10, null))));

    assertTrue(failure.getMessage().contains("answered 500"), failure.getMessage());
    assertEquals(3, pauses.size());
  }

  @Test
  void aLoginIsNotSentWhereTheRegistryRedirects() throws Exception {
    try (ScriptedRegistry other = ScriptedRegistry.open()) {
      List<String> seen = Collections.synchronizedList(new ArrayList<>());
      registry.once(
          "GET", "/v2/", ScriptedRegistry.status(401, "WWW-Authenticate", "Basic realm=\"x\""));
      registry.once(
          "GET",
          "/manifests/",
          exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            ScriptedRegistry.status(307, "Location", "http://" + other.host() + "/stolen")
                .to(exchange);
          });
      other.once(
          "GET",
          "/stolen",
          exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            ScriptedRegistry.status(404).to(exchange);
          });

      try (ImageDestination destination = open("ada", "secret")) {
        assertFalse(destination.find(Digest.of(new byte[0])).isPresent());
      }
      assertEquals(2, seen.size());
      assertTrue(seen.get(0).startsWith("Basic "));
      assertEquals("null", seen.get(1));
    }
  }

  @Test
  void whatIsPublishedIsFoundAndTaggedWithoutSendingAnything() throws Exception {
    ImageBundle image = image(blob(10, null));
    upload(image);
    registry.requests.clear();

    try (ImageDestination destination = open()) {
      ImageBundle found = destination.find(image.digest()).orElseThrow();
      destination.upload(found, log::add);
      destination.tag(found, "again");
      assertEquals(image.digest(), found.digest());
      assertEquals(
          image.summary().variants().get(0).layers(), found.summary().variants().get(0).layers());
      assertTrue(destination.find(Digest.of(new byte[] {1})).isEmpty());
    }

    assertTrue(registry.requests.stream().noneMatch(request -> request.startsWith("POST")));
    assertArrayEquals(image.top().bytes(), registry.manifests.get("demo/app:again"));
  }

  @Test
  void aManifestThatIsNotWhatItsDigestSaysIsRefused() throws Exception {
    Digest digest = Digest.of(new byte[] {5});
    registry.manifests.put("demo/app:" + digest, "{}".getBytes(StandardCharsets.UTF_8));

    try (ImageDestination destination = open()) {
      assertTrue(
          assertThrows(IOException.class, () -> destination.find(digest))
              .getMessage()
              .contains("sent something else"));
    }
  }

  @Test
  void aPublishedImageIsCopiedToARegistryThatLacksIt() throws Exception {
    ImageBundle image = image(blob(LARGE, null));
    upload(image);
    try (ScriptedRegistry other = ScriptedRegistry.open();
        ImageDestination from = open();
        ImageDestination to =
            publisher().open(new Destination(other.host() + "/copy", null, null, true))) {

      to.upload(from.find(image.digest()).orElseThrow(), log::add);

      assertArrayEquals(image.top().bytes(), other.manifests.get("copy:" + image.digest()));
      assertEquals(2, other.blobs.size());
    }
  }

  private void upload(ImageBundle image) throws Exception {
    try (ImageDestination destination = open()) {
      destination.upload(image, log::add);
    }
  }

  private ImageDestination open() throws IOException {
    return open(null, null);
  }

  private ImageDestination open(@Nullable String user, @Nullable String password)
      throws IOException {
    return publisher().open(new Destination(registry.host() + "/demo/app", user, password, true));
  }

  private RegistryImagePublisher publisher() {
    return new RegistryImagePublisher(
        RegistryEndpoints.parse("", ""),
        new RegistryTransport("*"),
        new Retries(
            Collections.nCopies(3, Duration.ZERO),
            pauses::add,
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> 0));
  }

  /** An image whose layers are these blobs. */
  private static ImageBundle image(Blob... layers) {
    String config = "{\"architecture\":\"amd64\",\"os\":\"linux\"}";
    Blob described = blob(config.getBytes(StandardCharsets.UTF_8), null);
    String manifest =
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":%s}"
            .formatted(descriptor(described), Stream.of(layers).map(PushTest::descriptor).toList());
    List<Blob> blobs = Stream.concat(Stream.of(described), Stream.of(layers)).toList();
    BuiltImage image =
        new TestingImage(
            manifest.getBytes(StandardCharsets.UTF_8), TestingImage.OCI_MANIFEST, blobs);
    return ImageBundle.of(List.of(new ImageBundle.Part(Platform.parse("linux/amd64"), image)));
  }

  private static String descriptor(Blob blob) {
    return "{\"mediaType\":\"x/y\",\"size\":%d,\"digest\":\"%s\"}"
        .formatted(blob.size(), blob.digest());
  }

  private static Blob blob(int size, @Nullable ImageReference origin) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return blob(content, origin);
  }

  private static Blob blob(byte[] content, @Nullable ImageReference origin) {
    return new Blob(
        Digest.of(content), content.length, () -> new ByteArrayInputStream(content), origin);
  }

  private static byte[] bytes(Blob blob) throws IOException {
    return blob.content().open().readAllBytes();
  }
}

package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.Digest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegistryResource.class)
class ConcurrencyTest {

  private static final int CLIENTS = 16;

  @TestHTTPResource("/")
  URI base;

  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void sixteenPushesOfTheSameLayersAtOnceAllSucceed() throws Exception {
    byte[] layer = new byte[2 * 1024 * 1024];
    new Random(1).nextBytes(layer);
    List<Future<Digest>> pushes = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String repository = "public/parallel" + i % 4;
      Http build = Http.build(base, repository);
      String tag = "v" + i;
      pushes.add(
          clients.submit(
              () -> {
                build.pushBlob(repository, layer);
                return build.pushImage(repository, tag, "the same image");
              }));
    }

    for (int i = 0; i < CLIENTS; i++) {
      String repository = "public/parallel" + i % 4;
      Digest manifest = pushes.get(i).get(1, TimeUnit.MINUTES);
      Http anonymous = Http.anonymous(base);
      byte[] tagged = anonymous.send("GET", "/v2/" + repository + "/manifests/v" + i).body();
      assertEquals(manifest, Digest.of(tagged));
      assertArrayEquals(
          layer, anonymous.send("GET", "/v2/" + repository + "/blobs/" + Digest.of(layer)).body());
    }
  }

  @Test
  void aTagThatManyMoveIsAlwaysOneOfTheirImages() throws Exception {
    String repository = "public/contended";
    Http build = Http.build(base, repository);
    List<Digest> expected = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      expected.add(build.pushImage(repository, "contended", "image " + i));
    }
    List<Future<Digest>> pushes = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      String content = "image " + i % 4;
      pushes.add(clients.submit(() -> build.pushImage(repository, "contended", content)));
    }

    boolean running = true;
    while (running) {
      running = !pushes.stream().allMatch(Future::isDone);
      byte[] seen = build.send("GET", "/v2/" + repository + "/manifests/contended").body();
      assertTrue(expected.contains(Digest.of(seen)), "a reader saw none of the images");
    }
    for (Future<Digest> push : pushes) {
      assertTrue(expected.contains(push.get()));
    }
  }
}

package dev.slipway.gateway.delivery.web;

import static dev.slipway.gateway.Samples.NEW;
import static dev.slipway.gateway.Samples.OLD;
import static dev.slipway.gateway.Samples.gitHubPush;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.gateway.Samples;
import dev.slipway.gateway.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the owner of a webhook gets to hear of refused requests. */
@QuarkusTest
@QuarkusTestResource(TestBroker.class)
class RejectionsTest {

  private static final int FLOOD = 10_000;
  private static final int AT_ONCE = 100;
  private static final String PUSH = gitHubPush("refs/heads/main", OLD, NEW);
  private static final String SIGNATURE = "X-Hub-Signature-256";
  private static final String WRONG = "sha256=" + "0".repeat(64);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject Gateway gateway;

  @TestHTTPResource("/")
  URI base;

  @BeforeEach
  void theGatewayIsReady() {
    gateway.at(base);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> gateway.get("/q/health/ready").statusCode() == 200);
  }

  @Test
  void tenThousandBadSignaturesAreTwoMessagesAtMost() throws Exception {
    String hook = gateway.gitHubHook();
    assertEquals(202, gateway.send(gateway.gitHub(hook, PUSH)).statusCode());

    for (int sent = 0; sent < FLOOD; sent += AT_ONCE) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(gateway.sendAsync(gateway.gitHub(hook, PUSH).setHeader(SIGNATURE, WRONG)));
      }
      for (CompletableFuture<HttpResponse<String>> answer : answers) {
        assertEquals(401, answer.get().statusCode());
      }
    }

    await().atMost(PATIENCE).until(() -> !gateway.rejections(hook).isEmpty());
    List<DeliveryRejected> told = gateway.rejections(hook);
    assertTrue(told.size() <= 2, () -> told.size() + " messages");
    assertEquals("signature", told.get(0).reason());
    assertEquals("repository-of-" + hook, told.get(0).repositoryId());
    assertEquals("push", told.get(0).event());
  }

  @Test
  void aBodyOfAnotherRepositoryIsTold() throws Exception {
    String hook = gateway.hook(GitProvider.GITHUB, "https://github.com/somebody/else.git");

    assertEquals(403, gateway.send(gateway.gitHub(hook, PUSH)).statusCode());

    assertToldOnce(hook, "other_repository", 403);
  }

  @Test
  void aMalformedBodyIsTold() throws Exception {
    String hook = gateway.gitHubHook();

    assertEquals(400, gateway.send(gateway.gitHub(hook, "{\"ref\":")).statusCode());

    assertToldOnce(hook, "malformed", 400);
  }

  @Test
  void aWebhookOnTheUrlOfAnotherHostIsToldThoughTheSenderLearnsNothing() throws Exception {
    String hook = gateway.hook(GitProvider.BITBUCKET, Samples.BITBUCKET_URL);
    // The gateway knows the webhook once it has taken a delivery of its own host.
    assertEquals(
        202,
        gateway
            .send(
                gateway.bitbucket(
                    "bitbucket",
                    "repo:push",
                    hook,
                    Samples.bitbucketPush(Samples.bitbucketChange("branch", "m", OLD, NEW))))
            .statusCode());

    assertEquals(401, gateway.send(gateway.gitHub(hook, PUSH)).statusCode());

    assertToldOnce(hook, "wrong_provider", 401);
  }

  @Test
  void unknownWebhooksAreCountedInMetricsOnly() throws Exception {
    String hook = UUID.randomUUID().toString();

    assertEquals(401, gateway.send(gateway.gitHub(hook, PUSH)).statusCode());

    String metrics = gateway.get("/q/metrics").body();
    assertTrue(
        metrics.contains(
            "slipway_gateway_refusals_total{hook=\"unknown\",reason=\"unauthorized\"}"),
        metrics);
    assertEquals(List.of(), gateway.rejections(hook));
  }

  private void assertToldOnce(String hook, String reason, int status) {
    await().atMost(PATIENCE).until(() -> !gateway.rejections(hook).isEmpty());
    List<DeliveryRejected> told = gateway.rejections(hook);
    assertEquals(1, told.size());
    assertEquals(reason, told.get(0).reason());
    assertEquals(status, told.get(0).status());
    assertEquals(1, told.get(0).count());
  }
}

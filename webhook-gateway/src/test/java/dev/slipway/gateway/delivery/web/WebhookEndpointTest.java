package dev.slipway.gateway.delivery.web;

import static dev.slipway.gateway.Samples.NEW;
import static dev.slipway.gateway.Samples.OLD;
import static dev.slipway.gateway.Samples.ZERO;
import static dev.slipway.gateway.Samples.gitHubPush;
import static dev.slipway.gateway.Samples.rule;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.gateway.Broker;
import dev.slipway.gateway.Samples;
import dev.slipway.gateway.Signing;
import dev.slipway.gateway.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway as hosts meet it, over real HTTP and a real broker. */
@QuarkusTest
@QuarkusTestResource(TestBroker.class)
class WebhookEndpointTest {

  @Inject Gateway gateway;
  @Inject ObjectMapper json;
  @Inject BodyBudget budget;
  @Broker TestBroker broker;

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
  void aPushIsRecordedBeforeItIsAnswered() throws Exception {
    String hook =
        gateway.gitHubHook(
            rule("r1", RefType.BRANCH, "main", "latest"),
            rule("r2", RefType.TAG, "/^v(.*)$/", "{\\1}"));
    String body = gitHubPush("refs/heads/main", OLD, NEW);

    HttpResponse<String> response = gateway.send(gateway.gitHub(hook, body));

    assertEquals(202, response.statusCode());
    JsonNode answer = json.readTree(response.body());
    assertEquals("push", answer.get("event").asText());
    assertTrue(answer.get("ignored").isNull());
    JsonNode update = answer.get("refUpdates").get(0);
    assertEquals("branch", update.get("type").asText());
    assertEquals("main", update.get("name").asText());
    assertEquals(NEW, update.get("commit").asText());
    assertEquals("updated", update.get("action").asText());
    assertEquals("r1", update.get("verdicts").get(0).get("rule").asText());
    assertEquals("latest", update.get("verdicts").get(0).get("tags").get(0).asText());
    assertEquals(false, update.get("verdicts").get(1).get("matched").asBoolean());
    List<String> recorded = gateway.deliveries(hook);
    assertEquals(1, recorded.size());
    DeliveryRecorded record = json.readValue(recorded.get(0), DeliveryRecorded.class);
    assertEquals(answer.get("deliveryId").asText(), record.deliveryId());
    assertEquals("wernher", record.sender());
  }

  @Test
  void aFormOfGitHubIsReadLikeJson() throws Exception {
    String hook = gateway.gitHubHook(rule("r1", RefType.BRANCH, "main", "latest"));
    String form =
        "payload="
            + URLEncoder.encode(gitHubPush("refs/heads/main", OLD, NEW), StandardCharsets.UTF_8);

    HttpResponse<String> response = gateway.send(form(hook, form));

    assertEquals(202, response.statusCode(), response.body());
    assertTrue(response.body().contains("\"latest\""));
  }

  @Test
  void aFormWithoutPayloadIsRefused() throws Exception {
    String hook = gateway.gitHubHook();

    assertProblem(400, "payload", gateway.send(form(hook, "a=b&payloads=c")));
  }

  @Test
  void everyRefOfABitbucketPushHasItsOwnOutcome() throws Exception {
    String hook =
        gateway.hook(
            GitProvider.BITBUCKET,
            Samples.BITBUCKET_URL,
            rule("r1", RefType.BRANCH, "main", "latest"));
    String body =
        Samples.bitbucketPush(
            Samples.bitbucketChange("branch", "main", OLD, NEW),
            Samples.bitbucketChange("branch", "feature/x", null, NEW),
            Samples.bitbucketChange("tag", "v1", OLD, null));

    HttpResponse<String> response =
        gateway.send(gateway.bitbucket("bitbucket", "repo:push", hook, body));

    assertEquals(202, response.statusCode(), response.body());
    JsonNode updates = json.readTree(response.body()).get("refUpdates");
    assertEquals(3, updates.size());
    assertEquals(true, updates.get(0).get("verdicts").get(0).get("matched").asBoolean());
    assertEquals("created", updates.get(1).get("action").asText());
    assertEquals("deleted", updates.get(2).get("action").asText());
    assertTrue(updates.get(2).get("commit").isNull());
  }

  @Test
  void aConnectionTestIsRecordedAsIgnored() throws Exception {
    String hook = gateway.hook(GitProvider.BITBUCKET_SERVER, Samples.SERVER_URL);

    HttpResponse<String> response =
        gateway.send(
            gateway.bitbucket("bitbucket-server", "diagnostics:ping", hook, "{\"test\":true}"));

    assertEquals(202, response.statusCode(), response.body());
    assertTrue(json.readTree(response.body()).get("ignored").asText().contains("works"));
    assertEquals(1, gateway.deliveries(hook).size());
  }

  @Test
  void unknownWebhooksForeignOnesAndWrongSignaturesAreAnsweredAlike() throws Exception {
    String hook = gateway.gitHubHook();
    String ofBitbucket = gateway.hook(GitProvider.BITBUCKET, Samples.BITBUCKET_URL);
    String body = gitHubPush("refs/heads/main", OLD, NEW);
    HttpRequest.Builder unsigned =
        gateway
            .request("/hooks/github/" + hook, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", "push");
    List<HttpResponse<String>> refusals = new ArrayList<>();

    refusals.add(gateway.send(gateway.gitHub("unknown", body)));
    refusals.add(gateway.send(gateway.gitHub(ofBitbucket, body)));
    refusals.add(gateway.send(signed(hook, body, Signing.sign("wrong", body))));
    refusals.add(gateway.send(unsigned));
    refusals.add(gateway.send(unsigned.copy().header("X-Hub-Signature", Signing.sign("x", body))));
    refusals.add(gateway.send(signed(hook, body, Signing.sign(Gateway.SECRET, body) + "00")));
    refusals.add(
        gateway.send(
            gateway.gitHub(hook, body).header("X-Hub-Signature-256", Signing.sign("x", body))));

    Set<String> bodies = new HashSet<>();
    for (HttpResponse<String> refusal : refusals) {
      assertEquals(401, refusal.statusCode());
      bodies.add(refusal.body());
    }
    assertEquals(1, bodies.size(), () -> "they tell webhooks apart: " + bodies);
    assertEquals(List.of(), gateway.deliveries(hook));
  }

  @Test
  void aBodyAboutAnotherRepositoryIsRefused() throws Exception {
    String hook = gateway.gitHubHook(rule("r1", RefType.BRANCH, "main", "latest"));
    String body = gitHubPush("refs/heads/main", OLD, NEW).replace("acme/rocket", "evil/rocket");

    assertProblem(403, "another repository", gateway.send(gateway.gitHub(hook, body)));
    assertEquals(List.of(), gateway.deliveries(hook));
  }

  @Test
  void aRemovedWebhookIsUnknown() throws Exception {
    String hook = gateway.gitHubHook();
    String body = gitHubPush("refs/heads/main", OLD, NEW);
    assertEquals(202, gateway.send(gateway.gitHub(hook, body)).statusCode());

    gateway.publishRule(hook, null);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> gateway.send(gateway.gitHub(hook, body)).statusCode() == 401);
  }

  @Test
  void anUnreadableRecordLeavesTheOthersAlone() throws Exception {
    gateway.publishRule("broken", "{\"hookId\":");
    gateway.publishRule("empty", "{}");
    String hook = gateway.gitHubHook();

    String body = gitHubPush("refs/heads/main", OLD, NEW);

    assertEquals(202, gateway.send(gateway.gitHub(hook, body)).statusCode());
    assertEquals(200, gateway.get("/q/health/ready").statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{", "\"x\"", "{}", "{\"ref\":7}", "{\"ref\":\"a\"} {}"})
  void malformedBodiesAreTheSendersFault(String body) throws Exception {
    String hook = gateway.gitHubHook();

    assertProblem(400, "", gateway.send(gateway.gitHub(hook, body)));
  }

  @Test
  void deeplyNestedJsonIsRefused() throws Exception {
    String hook = gateway.gitHubHook();
    String deep = "[".repeat(200_000) + "]".repeat(200_000);

    assertProblem(400, "", gateway.send(gateway.gitHub(hook, deep)));
    assertProblem(400, "nested", gateway.send(gateway.gitHub(hook, "{\"x\":" + deep + "}")));
  }

  @Test
  void otherMediaTypesAreRefused() throws Exception {
    String hook = gateway.gitHubHook();
    HttpRequest.Builder request =
        gateway.gitHub(hook, "{}").setHeader("Content-Type", "text/plain");

    assertProblem(415, "application/json", gateway.send(request));
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    HttpResponse<String> response = gateway.get("/hooks/github/x");

    assertProblem(405, "POST", response);
    assertEquals("POST", response.headers().firstValue("Allow").orElseThrow());
  }

  @Test
  void aBodyOfAnnounced300MegabytesIsRefused() throws Exception {
    long size = 300_000_000;
    HttpRequest.Builder request =
        oversized(
            BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> zeros(size)), size));

    assertProblem(413, "larger", gateway.send(request));
  }

  @Test
  void aStreamOf300MegabytesIsRefusedMidway() throws Exception {
    HttpRequest.Builder request = oversized(BodyPublishers.ofInputStream(() -> zeros(300_000_000)));

    assertProblem(413, "larger", gateway.send(request));
    assertEquals(0, budget.held());
  }

  @Test
  void aBodyOfTheLargestSizeIsTaken() throws Exception {
    String hook = gateway.gitHubHook(rule("r1", RefType.BRANCH, "main", "latest"));
    String push = gitHubPush("refs/heads/main", OLD, NEW);
    String padded = push + " ".repeat(25 * 1024 * 1024 - push.length());

    assertEquals(202, gateway.send(gateway.gitHub(hook, padded)).statusCode());
    assertEquals(0, budget.held());
  }

  @Test
  void aBodyThatDoesNotComeIsGivenUp() throws Exception {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      startBody(socket, "1000", "{");

      assertTrue(firstLine(socket).startsWith("HTTP/1.1 408 "));
    }
    assertEquals(0, budget.held());
  }

  @Test
  void aSenderThatGoesAwayLeavesNothingBehind() throws Exception {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      startBody(socket, "1000", "{");
      await().atMost(Duration.ofSeconds(30)).until(() -> budget.held() > 0);
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> budget.held() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999", "-1", "1x", "1, 2"})
  void aLengthThatIsNoneIsTheSendersFault(String length) throws Exception {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      startBody(socket, length, "{}");

      assertTrue(firstLine(socket).startsWith("HTTP/1.1 4"));
    }
  }

  @Test
  void manyLargeBodiesAtOnceHoldNoMoreThanTheBudget() {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(
          gateway.sendAsync(oversized(BodyPublishers.ofInputStream(() -> zeros(40_000_000)))));
    }

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertTrue(Set.of(408, 413).contains(answer.join().statusCode()));
      assertTrue(budget.held() <= 40 * 1024 * 1024);
    }
    assertEquals(0, budget.held());
  }

  @Test
  void aHundredDeliveriesAtOnceAreAllRecorded() throws Exception {
    String hook = gateway.gitHubHook(rule("r1", RefType.BRANCH, "main", "latest"));
    String body = gitHubPush("refs/heads/main", OLD, NEW);
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(gateway.sendAsync(gateway.gitHub(hook, body)));
    }

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertEquals(202, answer.join().statusCode());
    }
    assertEquals(100, gateway.deliveries(hook).size());
  }

  @Test
  void aPushOfVeryManyRefsIsTaken() throws Exception {
    String hook =
        gateway.hook(
            GitProvider.BITBUCKET_SERVER,
            Samples.SERVER_URL,
            rule("r1", RefType.TAG, "/^v[0-9.]+$/", "{sourceref}"),
            rule("r2", RefType.BRANCH, "main", "latest"));
    String[] changes = new String[4_000];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = Samples.serverChange("refs/tags/v" + i, ZERO, NEW);
    }

    HttpResponse<String> response =
        gateway.send(
            gateway.bitbucket(
                "bitbucket-server",
                "repo:refs_changed",
                hook,
                Samples.refsChanged("null", changes)));

    assertEquals(202, response.statusCode(), response.body());
    assertEquals(4_000, json.readTree(response.body()).get("refUpdates").size());
  }

  @Test
  void whileKafkaIsDownNothingIsClaimed() throws Exception {
    String hook = gateway.gitHubHook();
    String body = gitHubPush("refs/heads/main", OLD, NEW);
    assertEquals(202, gateway.send(gateway.gitHub(hook, body)).statusCode());
    broker.stop();

    HttpResponse<String> response = gateway.send(gateway.gitHub(hook, body));

    assertProblem(503, "send it again", response);
    assertTrue(response.headers().firstValue("Retry-After").isPresent());
    broker.startServer();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> gateway.send(gateway.gitHub(hook, body)).statusCode() == 202);
  }

  @Test
  void deliveriesAreCountedByOutcome() throws Exception {
    gateway.send(gateway.gitHub("unknown", "{}"));

    String metrics = gateway.get("/q/metrics").body();

    assertTrue(
        metrics.contains(
            "slipway_gateway_deliveries_total{outcome=\"unauthorized\",provider=\"github\"}"));
  }

  private static void startBody(Socket socket, String length, String body) throws IOException {
    String request =
        "POST /hooks/github/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "X-Hub-Signature-256: sha256="
            + "0".repeat(64)
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + body;
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String firstLine(Socket socket) throws IOException {
    return new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  private HttpRequest.Builder form(String hook, String form) {
    return gateway
        .request("/hooks/github/" + hook, BodyPublishers.ofString(form))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("X-GitHub-Event", "push")
        .header("X-Hub-Signature-256", Signing.sign(Gateway.SECRET, form));
  }

  private HttpRequest.Builder signed(String hook, String body, String signature) {
    return gateway.gitHub(hook, body).setHeader("X-Hub-Signature-256", signature);
  }

  private HttpRequest.Builder oversized(HttpRequest.BodyPublisher body) {
    return gateway
        .request("/hooks/github/" + UUID.randomUUID(), body)
        .header("Content-Type", "application/json")
        .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
  }

  private static void assertProblem(int status, String detail, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(response.body().contains("\"status\":" + status), response.body());
    assertTrue(response.body().contains(detail), response.body());
  }

  private static InputStream zeros(long size) {
    return new InputStream() {
      private long left = size;

      @Override
      public int read() {
        return left-- > 0 ? 0 : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (left <= 0) {
          return -1;
        }
        int count = (int) Math.min(length, left);
        left -= count;
        return count;
      }
    };
  }
}

package dev.slipway.service.notification;

import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.build.World.commit;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.BuildEvent.Status;
import dev.slipway.service.Api;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.FinishBuild;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import dev.slipway.service.notification.Receiver.Received;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Builds that move, and receivers that are told of it over real HTTP and SMTP. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(MailServer.class)
class NotifyingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject World world;
  @Inject FinishBuild finish;
  @Inject ObjectMapper json;

  MailServer mail;

  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void aFailureIsToldAsASignedWebhook() throws Exception {
    Made repository = world.repository(1);
    Response target = webhook(repository, Map.of());

    UUID build = failed(repository, 'a');

    Received told = await().atMost(PATIENCE).until(() -> first(receiver), t -> t != null);
    JsonNode body = json.readTree(told.body());
    assertEquals("build.failed", body.get("type").asText());
    assertTrue(Instant.parse(body.get("timestamp").asText()).isBefore(Instant.now()));
    assertEquals(build.toString(), body.at("/data/build/id").asText());
    assertEquals("failed", body.at("/data/build/state").asText());
    assertEquals("RUN make failed.", body.at("/data/build/reason").asText());
    assertEquals(commit('a'), body.at("/data/build/commit").asText());
    assertEquals(repository.name(), body.at("/data/repository/name").asText());
    assertTrue(body.at("/data/links/page").asText().endsWith("/builds/" + build));
    assertTrue(body.at("/data/links/log").asText().startsWith("http"));
    assertEquals(
        told.headers().get("webhook-signature"),
        SigningSecret.parse(target.path("secret"))
            .sign(
                told.headers().get("webhook-id"),
                Long.parseLong(told.headers().get("webhook-timestamp")),
                told.body().getBytes(StandardCharsets.UTF_8)));
    deliveries(repository, target)
        .body("items", hasSize(1))
        .body("items[0].state", equalTo("delivered"))
        .body("items[0].build", equalTo(build.toString()))
        .body("items[0].nextAttemptAt", nullValue())
        .body("items[0].attempts", hasSize(1))
        .body("items[0].attempts[0].status", equalTo(200))
        .body("items[0].attempts[0].delivered", equalTo(true))
        .body("items[0].attempts[0].answer", equalTo("thanks  [31m"));
  }

  @Test
  void theFirstSuccessAfterAFailureIsARecoveryAndTheNextIsNone() {
    Made repository = world.repository(1);
    webhook(
        repository,
        Map.of("events", List.of("build.failed", "build.recovered", "build.succeeded")));

    succeeded(repository, 'a');
    failed(repository, 'b');
    canceled(repository, 'c');
    succeeded(repository, 'd');
    succeeded(repository, 'e');

    awaitTypes("build.succeeded", "build.failed", "build.recovered", "build.succeeded");
  }

  @Test
  void whoWantsSuccessesIsToldOfARecoveryAsOne() {
    Made repository = world.repository(1);
    webhook(repository, Map.of("events", List.of("build.succeeded")));

    failed(repository, 'a');
    succeeded(repository, 'b');

    awaitTypes("build.succeeded");
  }

  @Test
  void whoWantsEverythingIsToldOfEachStep() {
    Made repository = world.repository(1);
    webhook(
        repository, Map.of("events", List.of("build.queued", "build.started", "build.canceled")));

    canceled(repository, 'a');
    world.push(repository, "again", commit('a'), commit('b'));
    claim(world.newestBuild(repository));

    awaitTypes("build.queued", "build.canceled", "build.queued", "build.started");
  }

  @Test
  void nothingIsToldOfWhatWasRolledBack() {
    Made repository = world.repository(1);
    Response target = webhook(repository, Map.of("events", List.of("build.queued")));

    assertThrows(
        IllegalStateException.class,
        () ->
            QuarkusTransaction.requiringNew()
                .run(
                    () -> {
                      world.push(repository, "d", null, commit('a'));
                      throw new IllegalStateException("the build isn't made after all");
                    }));

    deliveries(repository, target).body("items", hasSize(0));
  }

  @Test
  void whatFailedIsTriedAgainUnderTheSameIdUntilItArrives() {
    Made repository = world.repository(1);
    Response target = webhook(repository, Map.of());
    receiver.answerNext(500, 302);

    failed(repository, 'a');

    await().atMost(PATIENCE).until(() -> state(repository, target).equals("delivered"));
    deliveries(repository, target)
        .body("items[0].attempts.status", equalTo(List.of(200, 302, 500)))
        .body("items[0].attempts[1].answer", containsString("Redirects aren't followed"));
    assertEquals(
        1, receiver.received().stream().map(r -> r.headers().get("webhook-id")).distinct().count());
    assertEquals(1, receiver.received().stream().map(Received::body).distinct().count());
  }

  @Test
  void aReceiverThatIsGoneIsSwitchedOffUntilSomebodyEnablesIt() {
    Made repository = world.repository(1);
    Response target = webhook(repository, Map.of());
    receiver.answerNext(410);

    failed(repository, 'a');

    await()
        .atMost(PATIENCE)
        .until(() -> !(boolean) asAdmin().get(path(repository, target)).path("enabled"));
    asAdmin()
        .get(path(repository, target))
        .then()
        .body("disabledReason", containsString("410 Gone"));
    assertEquals("failed", state(repository, target));
    asAdmin().post(path(repository, target) + "/test").then().statusCode(409);
    failed(repository, 'b');
    deliveries(repository, target).body("items", hasSize(1));
    asAdmin()
        .body(Map.of("type", "webhook", "enabled", true))
        .put(path(repository, target))
        .then()
        .statusCode(200)
        .body("disabledReason", nullValue());
    failed(repository, 'c');
    await().atMost(PATIENCE).until(() -> receiver.received().size() == 2);
  }

  @Test
  void aReceiverThatTakesNothingForDaysIsSwitchedOff() {
    Made repository = world.repository(1);
    Response target = webhook(repository, Map.of());
    world.run(
        "update notification_target set failing_since = now() - interval '4 days' where id = ?",
        id(target));
    receiver.answerNext(500);

    failed(repository, 'a');

    await()
        .atMost(PATIENCE)
        .until(() -> !(boolean) asAdmin().get(path(repository, target)).path("enabled"));
    asAdmin()
        .get(path(repository, target))
        .then()
        .body("disabledReason", containsString("Nothing has arrived since"));
  }

  @Test
  void aReceiverThatDoesNotAnswerHoldsUpNobodyElse() {
    Made repository = world.repository(1);
    receiver.hold();
    webhook(repository, Map.of());
    try (Receiver other = new Receiver()) {
      Response quick = webhook(repository, Map.of("url", other.url()));

      for (char c : "abcdef".toCharArray()) {
        failed(repository, c);
      }

      await().atMost(PATIENCE).until(() -> other.received().size() == 6);
      assertTrue(receiver.received().size() <= 2, "more at a time than allowed");
      assertEquals("delivered", state(repository, quick));
    }
  }

  @Test
  void anAddressThatIsNotPublicIsNotCalled() {
    Made repository = world.repository(1);
    Response target = webhook(repository, Map.of("url", "http://169.254.169.254/latest/meta-data"));

    asAdmin().post(path(repository, target) + "/test").then().statusCode(202);

    await().atMost(PATIENCE).until(() -> state(repository, target).equals("failed"));
    deliveries(repository, target)
        .body("items[0].event", equalTo("test"))
        .body("items[0].attempts[0].status", nullValue())
        .body("items[0].attempts[0].answer", containsString("SLIPWAY_ALLOW_PRIVATE_HOSTS"));
  }

  @Test
  void aDeliveryIsSentAgainOnRequest() {
    Made repository = world.repository(1);
    Response target = webhook(repository, Map.of());
    failed(repository, 'a');
    await().atMost(PATIENCE).until(() -> state(repository, target).equals("delivered"));
    String delivery = asAdmin().get(path(repository, target) + "/deliveries").path("items[0].id");

    asAdmin()
        .post(path(repository, target) + "/deliveries/" + delivery + "/resend")
        .then()
        .statusCode(202)
        .body("state", equalTo("waiting"));

    await().atMost(PATIENCE).until(() -> receiver.received().size() == 2);
    assertEquals(
        receiver.received().get(0).headers().get("webhook-id"),
        receiver.received().get(1).headers().get("webhook-id"));
    asAdmin()
        .post(path(repository, target) + "/deliveries/" + UUID.randomUUID() + "/resend")
        .then()
        .statusCode(404);
  }

  @Test
  void onlyTheNewestDeliveriesOfATargetAreKept() {
    Made repository = world.repository(1);
    Response target = webhook(repository, Map.of("events", List.of("build.canceled")));

    for (int i = 0; i < 12; i++) {
      canceled(repository, "0123456789ab".charAt(i));
    }

    deliveries(repository, target, "?limit=100").body("items", hasSize(10));
  }

  @Test
  void slackIsToldInItsOwnForm() throws Exception {
    Made repository = world.repository(1);
    asAdmin()
        .body(Map.of("type", "slack", "url", receiver.url()))
        .post(notifications(repository))
        .then()
        .statusCode(201);

    failed(repository, 'a');

    Received told = await().atMost(PATIENCE).until(() -> first(receiver), t -> t != null);
    String text = json.readTree(told.body()).get("text").asText();
    assertTrue(text.startsWith(":x: *" + repository.name() + "* <http"), text);
    assertTrue(text.contains("> RUN make failed."), text);
  }

  @Test
  void dockerHubsReceiversAreToldOfEachTagInItsForm() throws Exception {
    Made repository = world.repository(1);
    webhook(repository, Map.of("format", "docker-hub"));

    failed(repository, 'a');
    succeeded(repository, 'b');

    Received told = await().atMost(PATIENCE).until(() -> first(receiver), t -> t != null);
    JsonNode body = json.readTree(told.body());
    assertEquals("tag0", body.at("/push_data/tag").asText());
    assertTrue(body.at("/push_data/pushed_at").asLong() > 1_700_000_000L);
    assertEquals("octocat", body.at("/push_data/pusher").asText());
    assertEquals(repository.name(), body.at("/repository/repo_name").asText());
    assertEquals("acme", body.at("/repository/namespace").asText());
    assertTrue(body.at("/repository/is_private").asBoolean());
    assertFalse(body.has("callback_url"));
  }

  @Test
  void mailGoesOutOverSmtp() {
    Made repository = world.repository(1);
    String recipient = "team-" + repository.id() + "@example.com";
    Response target =
        asAdmin()
            .body(Map.of("type", "email", "to", List.of(recipient)))
            .post(notifications(repository));
    assertEquals(201, target.statusCode(), target.asString());

    failed(repository, 'a');

    await().atMost(PATIENCE).until(() -> mail.to(recipient).size() == 1);
    String text = mail.to(recipient).get(0).text();
    assertTrue(
        text.contains("Subject: [" + repository.name() + "] build failed: branch main"), text);
    assertTrue(text.contains("From: slipway@example.com"), text);
    assertTrue(text.contains("Auto-Submitted: auto-generated"), text);
    assertTrue(text.contains("RUN make failed."), text);
    await().atMost(PATIENCE).until(() -> state(repository, target).equals("delivered"));
  }

  private Response webhook(Made repository, Map<String, ?> more) {
    Map<String, Object> form = new HashMap<>(Map.of("type", "webhook", "url", receiver.url()));
    form.putAll(more);
    Response created = asAdmin().body(form).post(notifications(repository));
    assertEquals(201, created.statusCode(), created.asString());
    return created;
  }

  private UUID failed(Made repository, char commit) {
    return ended(repository, commit, Status.FAILED);
  }

  private void succeeded(Made repository, char commit) {
    ended(repository, commit, Status.SUCCESS);
  }

  private void canceled(Made repository, char commit) {
    UUID build = pushed(repository, commit);
    asAdmin().post("/api/v1/builds/" + build + "/cancel").then().statusCode(not(500));
  }

  private UUID ended(Made repository, char commit, Status status) {
    UUID build = pushed(repository, commit);
    claim(build);
    boolean success = status == Status.SUCCESS;
    finish.finish(
        build,
        1,
        Instant.now(),
        new BuildEvent.Outcome(
            status,
            success ? "Published." : "RUN make failed.",
            commit(commit),
            "Change something",
            success ? "native" : null,
            success ? "sha256:" + "d".repeat(64) : null,
            100,
            List.of(),
            List.of(),
            null));
    return build;
  }

  private UUID pushed(Made repository, char commit) {
    List<UUID> before = world.buildIds(repository);
    String last =
        before.isEmpty()
            ? null
            : world
                .strings("select commit_sha from build where id = ?", before.get(before.size() - 1))
                .get(0);
    world.push(repository, "d" + commit, last, commit(commit));
    return world.newestBuild(repository);
  }

  private static void claim(UUID build) {
    RestAssured.given()
        .auth()
        .oauth2(Api.WORKER_TOKEN)
        .contentType(ContentType.JSON)
        .body(Map.of("workerId", "w", "attempt", 1))
        .post("/internal/v1/builds/" + build + "/claim")
        .then()
        .statusCode(200);
  }

  private void awaitTypes(String... types) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertEquals(
                    List.of(types).stream().sorted().toList(),
                    receiver.received().stream().map(this::type).sorted().toList()));
  }

  private String type(Received received) {
    try {
      return json.readTree(received.body()).get("type").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Received first(Receiver receiver) {
    return receiver.received().isEmpty() ? null : receiver.received().get(0);
  }

  private static String state(Made repository, Response target) {
    return asAdmin().get(path(repository, target) + "/deliveries").path("items[0].state");
  }

  private static ValidatableResponse deliveries(Made repository, Response target) {
    return deliveries(repository, target, "");
  }

  private static ValidatableResponse deliveries(Made repository, Response target, String query) {
    return asAdmin().get(path(repository, target) + "/deliveries" + query).then().statusCode(200);
  }

  private static UUID id(Response target) {
    return UUID.fromString(target.path("id"));
  }

  private static String path(Made repository, Response target) {
    return notifications(repository) + "/" + id(target);
  }

  private static String notifications(Made repository) {
    return Api.REPOSITORIES + "/" + repository.name() + "/notifications";
  }
}

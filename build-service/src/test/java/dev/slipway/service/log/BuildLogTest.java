package dev.slipway.service.log;

import static dev.slipway.service.build.World.commit;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.Topics;
import dev.slipway.core.protocol.WorkerProtocol.Claim;
import dev.slipway.service.Api;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.ClaimBuild;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import dev.slipway.service.outbox.MessageSender;
import dev.slipway.service.outbox.OutboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class BuildLogTest {

  @Inject World world;
  @Inject ClaimBuild claimBuild;
  @Inject StoreLog storeLog;
  @Inject MessageSender kafka;
  @Inject ObjectMapper json;

  @TestHTTPResource("/")
  URI server;

  @Test
  void aPieceThatComesTwiceIsStoredOnce() throws Exception {
    UUID build = running();

    send(log(build, 1, 0, "one\n"), log(build, 1, 0, "one\n"), log(build, 1, 1, "two\n"));

    await().until(() -> text(build).equals("one\ntwo\n"));
  }

  @Test
  void theNextAttemptsLogFollowsBehindALine() {
    UUID build = running();
    storeLog.append(build, 1, 0, "one\n");

    storeLog.append(build, 2, 0, "two\n");

    assertEquals("one\n\n===== Attempt 2 =====\ntwo\n", text(build));
  }

  @Test
  void theLogIsCompleteWhenTheBuildIsFinal() throws Exception {
    UUID build = running();

    send(log(build, 1, 0, "one\n"), log(build, 1, 1, "two\n"), failed(build, 1, 2));

    await().until(() -> state(build).equals("failed"));
    assertEquals("one\ntwo\n", text(build));
  }

  @Test
  void anOutcomeOfAnotherAttemptChangesNothing() throws Exception {
    UUID build = running();

    send(failed(build, 2, 0), log(build, 1, 0, "still here\n"));

    await().until(() -> text(build).equals("still here\n"));
    assertEquals("building", state(build));
  }

  @Test
  void aLogCanBeReadFromAnOffsetAndInRanges() {
    UUID build = running();
    storeLog.append(build, 1, 0, "0123");
    storeLog.append(build, 1, 1, "456789");

    get(build, "?offset=6").statusCode(200).body(equalTo("6789"));
    ranged(build, "bytes=2-5")
        .statusCode(206)
        .header("Content-Range", "bytes 2-5/10")
        .header("Content-Type", containsString("text/plain"))
        .header("X-Content-Type-Options", "nosniff")
        .body(equalTo("2345"));
    ranged(build, "bytes=-1").statusCode(206).body(equalTo("9"));
    ranged(build, "bytes=10-").statusCode(416).header("Content-Range", "bytes */10");
    get(build, "?offset=x").statusCode(422).body("field", equalTo("offset"));
  }

  @Test
  void nobodyElseSeesALog() {
    Api.anonymously().get(path(running(), "")).then().statusCode(401);
    get(UUID.randomUUID(), "").statusCode(404);
  }

  @Test
  void aStreamBringsWhatIsThereWhatComesAndTheEnd() throws Exception {
    UUID build = running();
    storeLog.append(build, 1, 0, "early\r\n");
    Queue<String> lines = new ConcurrentLinkedQueue<>();

    CompletableFuture<Void> stream = follow(build, "", lines);
    await().until(() -> count(lines, "early") == 1);
    storeLog.append(build, 1, 1, "<b>late</b>\n");
    await().until(() -> count(lines, "late") == 1);
    send(failed(build, 1, 2));

    stream.join();
    List<String> all = List.copyOf(lines);
    assertTrue(count(lines, "event:state") >= 2, all::toString);
    assertEquals(1, count(lines, "event:end"), all::toString);
    assertTrue(all.indexOf("event:end") > indexOf(all, "late"), all::toString);
    assertTrue(all.contains("id:7"), all::toString);
  }

  @Test
  void aStreamGoesOnWhereItsClientStopped() throws Exception {
    UUID build = running();
    storeLog.append(build, 1, 0, "first\n");
    storeLog.append(build, 1, 1, "second\n");
    send(failed(build, 1, 2));
    Queue<String> resumed = new ConcurrentLinkedQueue<>();
    Queue<String> fromOffset = new ConcurrentLinkedQueue<>();

    follow(build, "6", resumed).join();
    HttpRequest request = request(build, "?offset=8").build();
    collect(request, fromOffset).join();

    assertFalse(resumed.stream().anyMatch(line -> line.contains("first")), resumed::toString);
    assertEquals(1, count(resumed, "second"), resumed::toString);
    assertEquals(1, count(fromOffset, "cond"), fromOffset::toString);
    assertFalse(fromOffset.stream().anyMatch(line -> line.contains("second")));
  }

  private UUID running() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    UUID build = world.newestBuild(repository);
    claimBuild.claim(build, new Claim("w1", 1));
    return build;
  }

  private CompletableFuture<Void> follow(UUID build, String lastEventId, Queue<String> lines) {
    HttpRequest.Builder request = request(build, "");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    return collect(request.build(), lines);
  }

  private static CompletableFuture<Void> collect(HttpRequest request, Queue<String> lines) {
    return HttpClient.newHttpClient()
        .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
        .thenAcceptAsync(
            response -> {
              try (Stream<String> body = response.body()) {
                body.forEach(lines::add);
              }
            });
  }

  private HttpRequest.Builder request(UUID build, String query) {
    return HttpRequest.newBuilder(server.resolve(path(build, "/stream" + query)))
        .header("Authorization", "Bearer " + Api.ADMIN_TOKEN)
        .header("Accept", "text/event-stream");
  }

  private void send(BuildEvent... events) throws Exception {
    for (BuildEvent event : events) {
      kafka.send(
          List.of(
              new OutboxMessage(
                  0, Topics.BUILD_EVENTS, event.buildId(), json.writeValueAsString(event))));
    }
  }

  private static BuildEvent log(UUID build, int attempt, long sequence, String text) {
    return BuildEvent.log(build.toString(), attempt, sequence, Instant.now(), text);
  }

  private static BuildEvent failed(UUID build, int attempt, long sequence) {
    return BuildEvent.ended(
        build.toString(),
        attempt,
        sequence,
        Instant.now(),
        new BuildEvent.Outcome(
            BuildEvent.Status.FAILED,
            "no Dockerfile",
            null,
            null,
            null,
            null,
            0,
            List.of(),
            List.of(),
            null));
  }

  private String text(UUID build) {
    return get(build, "").statusCode(200).extract().asString();
  }

  private String state(UUID build) {
    return world.strings("select state from build where id = ?", build).get(0);
  }

  private static ValidatableResponse get(UUID build, String query) {
    return Api.asAdmin().get(path(build, query)).then();
  }

  private static ValidatableResponse ranged(UUID build, String range) {
    return Api.asAdmin().header("Range", range).get(path(build, "")).then();
  }

  private static String path(UUID build, String rest) {
    return "/api/v1/builds/" + build + "/log" + rest;
  }

  private static long count(Queue<String> lines, String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  private static int indexOf(List<String> lines, String text) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    return -1;
  }
}

package dev.slipway.service.trigger;

import static dev.slipway.service.build.World.commit;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.Api;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import dev.slipway.service.source.TestingRemoteRefs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The trigger URLs themselves, as scripts call them: with no credential but the URL. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class CallTriggerTest {

  @Inject World world;
  @Inject TestingRemoteRefs remotes;

  @TestHTTPResource("/")
  URL server;

  @Test
  void aCallBuildsAndAnswersInDockerHubsWords() {
    Made repository = world.repository(1);
    String url = trigger(repository);

    Response answer = json(url, "{\"build\":true}");

    answer
        .then()
        .statusCode(200)
        .body("$", hasSize(1))
        .body("[0].source_type", equalTo("Branch"))
        .body("[0].source_name", equalTo("main"))
        .body("[0].evaluated_tag_name", equalTo("tag0"))
        .body("[0].build_code", equalTo(world.newestBuild(repository).toString()))
        .body("[0].msg", equalTo("Build submitted"))
        .body("[0].queued_for_retry", equalTo(false));
    Api.asAdmin()
        .get("/api/v1/builds/" + world.newestBuild(repository))
        .then()
        .body("cause", equalTo("trigger"))
        .body("causeDetail", equalTo("ci"));
  }

  @Test
  void aBuildThatIsPendingIsNotMadeAgain() {
    Made repository = world.repository(1);
    String url = trigger(repository);
    String first = json(url, "{\"build\":true}").path("[0].build_code");

    json(url, "{\"docker_tag\":\"tag0\"}")
        .then()
        .statusCode(200)
        .body("[0].build_code", equalTo(first))
        .body("[0].msg", equalTo("A build for tag tag0 is already pending. Ignoring request."));
    assertEquals(List.of("tip queued"), world.builds(repository));
  }

  @Test
  void aFormIsAnsweredAsDockerHubDid() {
    Made repository = world.repository(1);

    Response answer = Api.anonymously().formParam("build", "true").post(trigger(repository));

    answer.then().statusCode(200).contentType(ContentType.TEXT);
    assertEquals("OK", answer.asString());
    assertEquals(List.of("tip queued"), world.builds(repository));
  }

  @Test
  void anEmptyBodyBuildsToo() {
    Made repository = world.repository(1);

    String url = trigger(repository);

    Api.anonymously().post(url).then().statusCode(200).body("$", hasSize(1));
    Api.anonymously().post(url.replaceAll("/$", "")).then().statusCode(200).body("$", hasSize(1));
  }

  @Test
  void aTagOrASourceNarrowsWhatIsBuilt() {
    Made repository = world.repository(2);
    String url = trigger(repository);

    json(url, "{\"docker_tag\":\"tag1\"}")
        .then()
        .body("evaluated_tag_name", equalTo(List.of("tag1")));
    json(url, "{\"source_type\":\"Branch\",\"source_name\":\"main\"}")
        .then()
        .body("evaluated_tag_name", equalTo(List.of("tag0", "tag1")));
    json(url, "{\"docker_tag\":\"main\"}").then().body("$", hasSize(2));
    json(url, "{\"docker_tag\":\"other\"}").then().statusCode(200).body("$", hasSize(0));
    json(url, "{\"source_type\":\"Tag\",\"source_name\":\"main\"}").then().body("$", hasSize(0));
  }

  @Test
  void patternsBuildWhatTheRemoteHasTheNewestVersionsFirstAndNotWithoutEnd() {
    Made repository = world.repository(1);
    world.run(
        "update build_rule set type = 'tag', name = '/^v/', tag = '{sourceref}'"
            + " where repository_id = ?",
        repository.id());
    Map<RefName, CommitSha> refs =
        IntStream.rangeClosed(1, 25)
            .boxed()
            .collect(
                Collectors.toMap(i -> RefName.tag("v1." + i), i -> new CommitSha(commit('a'))));
    remotes.put(repository.id(), "main", refs);
    String url = trigger(repository);

    json(url, "{\"build\":true}")
        .then()
        .statusCode(200)
        .body("$", hasSize(20))
        .body("[0].source_name", equalTo("v1.25"))
        .body("[19].source_name", equalTo("v1.6"));
    json(url, "{\"docker_tag\":\"v1.3\"}").then().body("source_name", equalTo(List.of("v1.3")));
  }

  @Test
  void aRemoteThatCannotBeAskedLeavesPatternsOutAndSaysSo() {
    Made repository = world.repository(2);
    world.run(
        "update build_rule set name = '/^m/' where repository_id = ? and position = 1",
        repository.id());
    String url = trigger(repository);

    json(url, "{\"build\":true}").then().statusCode(200).body("$", hasSize(2));
    world.run("update build_rule set name = '/^m/' where repository_id = ?", repository.id());
    json(url, "{\"build\":true}")
        .then()
        .statusCode(502)
        .contentType("application/problem+json")
        .body("detail", containsString("git.example.com"));
  }

  @Test
  void whatIsWrongInABodyIsNamed() {
    String url = trigger(world.repository(1));

    json(url, "{\"source_type\":\"Twig\",\"source_name\":\"main\"}")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", equalTo("source_type"));
    json(url, "{\"build\":")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("line 1"));
  }

  @Test
  void unknownRepositoryUnknownTriggerAndWrongTokenAnswerAlike() {
    String url = trigger(world.repository(1));
    String other = world.repository(1).id().toString();
    String right = url.split("/")[5];
    List<String> wrong =
        List.of(
            url.replace(right, other),
            url.replace(right, UUID.randomUUID().toString()),
            url.replace(right, "x"),
            url.replace("/call/", "x/call/"),
            url.replaceAll("/trigger/.*/call/", "/trigger/" + "A".repeat(43) + "/call/"),
            url.replaceAll("/trigger/.*/call/", "/trigger/x/call/"));

    List<String> answers =
        wrong.stream().map(path -> alike(Api.anonymously().post(path))).distinct().toList();
    List<String> malformed =
        wrong.stream().map(path -> alike(json(path, "{\"build\":"))).distinct().toList();
    List<String> followed =
        wrong.stream()
            .map(path -> path.replaceAll("call/$", "builds/" + UUID.randomUUID()))
            .map(path -> alike(Api.anonymously().get(path)))
            .distinct()
            .toList();

    assertEquals(1, answers.size(), answers.toString());
    assertTrue(answers.get(0).startsWith("404 "), answers.toString());
    assertEquals(answers, malformed);
    assertEquals(1, followed.size(), followed.toString());
    assertTrue(followed.get(0).startsWith("404 "), followed.toString());
  }

  @Test
  void onlyPostCalls() {
    Made repository = world.repository(1);
    String url = trigger(repository);

    for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
      Api.anonymously().request(method, url).then().statusCode(405);
      Api.anonymously().request(method, url.replace("/call/", "x/call/")).then().statusCode(405);
    }
    assertEquals(List.of(), world.builds(repository));
  }

  @Test
  void aLargeBodyIsRefusedBeforeItIsRead() throws IOException {
    Made repository = world.repository(1);
    String url = trigger(repository);

    json(url, "{\"build\":true,\"x\":\"" + "y".repeat(70_000) + "\"}")
        .then()
        .statusCode(413)
        .body("detail", containsString("65536"));
    assertTrue(chunked(url, 200_000).startsWith("HTTP/1.1 413"), "not refused");
    assertEquals(List.of(), world.builds(repository));
  }

  @Test
  void tooManyCallsAreRefusedAndTakeOneLineOfTheLog() {
    Made repository = world.repository(1);
    String url = trigger(repository);
    IntStream.range(0, 5).forEach(i -> Api.anonymously().post(url).then().statusCode(200));

    for (int i = 0; i < 3; i++) {
      Api.anonymously()
          .post(url)
          .then()
          .statusCode(429)
          .contentType("application/problem+json")
          .header("Retry-After", not(blankOrNullString()))
          .body("detail", containsString("too often"));
    }

    assertEquals(
        List.of("429 3", "200 1", "200 1", "200 1", "200 1", "200 1"),
        world.strings(
            "select status || ' ' || repeats from trigger_call c join build_trigger t"
                + " on t.id = c.trigger_id where t.repository_id = ? order by c.id desc",
            repository.id()));
  }

  @Test
  void aTriggersOwnBuildsCanBeFollowedByItsUrlAndNoOthers() {
    Made repository = world.repository(1);
    world.push(repository, "d1", null, commit('a'));
    UUID pushed = world.newestBuild(repository);
    String url = trigger(repository);
    String build = json(url, "{\"build\":true}").path("[0].build_code");

    Api.anonymously()
        .get(follow(url, build))
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-store"))
        .body("id", equalTo(build))
        .body("state", equalTo("queued"))
        .body("finished", equalTo(false))
        .body("reason", notNullValue());
    Api.anonymously().get(follow(url, pushed.toString())).then().statusCode(404);
    Api.anonymously().get(follow(trigger(repository, "other"), build)).then().statusCode(404);
    Api.anonymously().get(follow(url, "x")).then().statusCode(404);
  }

  private static String trigger(Made repository) {
    return trigger(repository, "ci");
  }

  private static String trigger(Made repository, String name) {
    String url =
        Api.asAdmin()
            .body(Map.of("name", name))
            .post(Api.REPOSITORIES + "/" + repository.name() + "/triggers")
            .then()
            .statusCode(201)
            .extract()
            .path("url");
    return url.substring(url.indexOf("/api/"));
  }

  private static Response json(String url, String body) {
    return Api.anonymously().contentType("application/json").body(body).post(url);
  }

  private static String follow(String url, String build) {
    return url.replaceAll("call/$", "builds/" + build);
  }

  private static String alike(Response answer) {
    return answer.statusCode() + " " + answer.contentType() + " " + answer.asString();
  }

  /** What the server says to a body whose length it isn't told. */
  private String chunked(String path, int bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + Integer.toHexString(bytes)
                  + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[bytes]);
      out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }
}

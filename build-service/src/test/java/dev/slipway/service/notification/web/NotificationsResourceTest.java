package dev.slipway.service.notification.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class NotificationsResourceTest {

  private static final String SLACK_URL =
      "https://hooks.slack.com/services/T00000000/B00000000/verysecretverysecretver1";
  private static final String SLACK =
      "{\"type\":\"slack\",\"url\":\"" + SLACK_URL + "\",\"events\":[\"build.failed\"]}";
  private static final String WEBHOOK =
      "{\"type\":\"webhook\",\"url\":\"https://ci.example.com/hook?token=verysecretverysecret\"}";

  @Inject People people;
  @Inject World world;

  @Test
  void aWebhooksSecretIsShownOnceAndItsUrlNeverWhole() {
    String path = path();

    Response created = asAdmin().body(WEBHOOK).post(path);

    created
        .then()
        .statusCode(201)
        .body("secret", startsWith("whsec_"))
        .body("url", equalTo("https://ci.example.com/…cret"))
        .body("format", equalTo("standard"))
        .body("events", equalTo(List.of("build.failed", "build.recovered")))
        .body("enabled", equalTo(true));
    Response shown = asAdmin().get(path + "/" + created.path("id"));
    shown.then().statusCode(200).body("secret", nullValue());
    assertFalse(shown.asString().contains("verysecret"), shown.asString());
    assertFalse(asAdmin().get(path).asString().contains("verysecret"));
  }

  @Test
  void nothingSecretIsStoredInClear() {
    String path = path();
    asAdmin().body(SLACK).post(path).then().statusCode(201);
    Response webhook = asAdmin().body(WEBHOOK).post(path);
    String secret = webhook.path("secret");

    List<String> rows = world.strings("select cast(t as text) from notification_target t");

    assertFalse(rows.toString().contains("verysecret"));
    assertFalse(rows.toString().contains(secret.substring("whsec_".length())));
  }

  @Test
  void aChangeKeepsTheUrlThatItLeavesOut() {
    String path = path();
    String id = asAdmin().body(SLACK).post(path).path("id");

    asAdmin()
        .body("{\"type\":\"slack\",\"events\":[\"build.succeeded\"],\"enabled\":false}")
        .put(path + "/" + id)
        .then()
        .statusCode(200)
        .body("url", equalTo("https://hooks.slack.com/…ver1"))
        .body("events", equalTo(List.of("build.succeeded")))
        .body("enabled", equalTo(false));
  }

  @Test
  void aTargetDoesNotBecomeOneOfAnotherType() {
    String path = path();
    String id = asAdmin().body(SLACK).post(path).path("id");

    asAdmin()
        .body(WEBHOOK)
        .put(path + "/" + id)
        .then()
        .statusCode(422)
        .body("field", equalTo("type"));
  }

  @Test
  void whatIsRemovedIsGone() {
    String path = path();
    String id = asAdmin().body(SLACK).post(path).path("id");

    asAdmin().delete(path + "/" + id).then().statusCode(204);

    asAdmin().get(path + "/" + id).then().statusCode(404);
    asAdmin().get(path).then().body("items", hasSize(0));
  }

  @Test
  void aRepositoryHasOnlySoManyTargets() {
    String path = path();
    for (int i = 0; i < 5; i++) {
      asAdmin().body(SLACK).post(path).then().statusCode(201);
    }

    asAdmin()
        .body(SLACK)
        .post(path)
        .then()
        .statusCode(409)
        .body("detail", containsString("up to 5 notification targets"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                    | type
          {"type":"pigeon"}                                                     | type
          {"type":"webhook"}                                                    | url
          {"type":"slack","url":"not a url"}                                    | url
          {"type":"slack","url":"https://u:p@example.com"}                      | url
          {"type":"slack","url":"https://x.example","secret":"whsec_x"}         | secret
          {"type":"slack","url":"https://x.example","format":"standard"}        | format
          {"type":"slack","url":"https://x.example","to":["a@b.c"]}             | to
          {"type":"webhook","url":"https://x.example","secret":"whsec_c2hvcnQ="} | secret
          {"type":"webhook","url":"https://x.example","secret":"plain"}         | secret
          {"type":"webhook","url":"https://x.example","format":"xml"}           | format
          {"type":"webhook","url":"https://x.example","events":[]}              | events
          {"type":"webhook","url":"https://x.example","events":["build.failed","test"]} | events[1]
          {"type":"webhook","url":"https://x.example","events":[null]}          | events[0]
          {"type":"webhook","url":"https://x.example","format":"docker-hub","events":["build.failed"]} | events[0]
          {"type":"email"}                                                      | to
          {"type":"email","to":[]}                                              | to
          {"type":"email","to":["a@b.c","no address"]}                          | to[1]
          {"type":"email","to":["a@b.c\\r\\nBcc: x@y.z"]}                       | to[0]
          {"type":"email","to":["a@b.c"],"url":"https://x.example"}             | url
          """)
  void badInputNamesTheField(String body, String field) {
    asAdmin()
        .body(body)
        .post(path())
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("field", equalTo(field));
  }

  @Test
  void readersSeeTargetsAndMaintainersChangeThem() {
    String name = create(newName(), "private");
    String path = REPOSITORIES + "/" + name + "/notifications";
    String id = asAdmin().body(SLACK).post(path).path("id");
    Person reader = people.member("admin", "reader");
    Person stranger = people.somebody();

    reader.request().get(path + "/" + id).then().statusCode(200);
    reader.request().get(path + "/" + id + "/deliveries").then().statusCode(200);
    reader.request().body(SLACK).post(path).then().statusCode(403);
    reader.request().body(SLACK).put(path + "/" + id).then().statusCode(403);
    reader.request().delete(path + "/" + id).then().statusCode(403);
    reader.request().post(path + "/" + id + "/test").then().statusCode(403);
    people
        .member("admin", "maintainer")
        .request()
        .body(SLACK)
        .put(path + "/" + id)
        .then()
        .statusCode(200);
    stranger.request().get(path).then().statusCode(404);
    stranger.request().get(path + "/" + id).then().statusCode(404);
    stranger.request().post(path + "/" + id + "/test").then().statusCode(404);
  }

  @Test
  void aTargetOfAnotherRepositoryIsNotThere() {
    String id = asAdmin().body(SLACK).post(path()).path("id");
    String other = path();

    for (String target : List.of(id, UUID.randomUUID().toString(), "no-uuid")) {
      asAdmin().get(other + "/" + target).then().statusCode(404);
      asAdmin().body(SLACK).put(other + "/" + target).then().statusCode(404);
      asAdmin().delete(other + "/" + target).then().statusCode(404);
      asAdmin().post(other + "/" + target + "/test").then().statusCode(404);
      assertEquals(404, asAdmin().get(other + "/" + target + "/deliveries").statusCode());
    }
  }

  private static String path() {
    return REPOSITORIES + "/" + create(newName(), "private") + "/notifications";
  }
}

package dev.slipway.service.repository.web;

import static dev.slipway.service.Api.anonymously;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class RepositoryPagesTest {

  @Inject People people;

  @Test
  void aPersonBeginsWithoutAnyTool() {
    Person person = people.somebody();
    person
        .request()
        .get("/repositories/new")
        .then()
        .statusCode(200)
        .body(containsString("value=\"" + person.name() + "/\""));
    String name = person.name() + "/first";

    form(person.request())
        .formParam("name", name)
        .formParam("visibility", "private")
        .formParam("provider", "github")
        .formParam("cloneUrl", "https://git.example.com/acme/app.git")
        .formParam("ruleType", "branch")
        .formParam("ruleName", "main")
        .formParam("tag", "latest")
        .post("/repositories/new")
        .then()
        .statusCode(201)
        .header("Cache-Control", "no-store")
        .body(matchesPattern("(?s).*/hooks/github/[0-9a-f]{32}.*[0-9a-f]{64}.*"));

    person
        .request()
        .get("/repositories/" + name)
        .then()
        .statusCode(200)
        .body(containsString("docker pull 127.0.0.1:8080/" + name + ":latest"))
        .body(containsString("/hooks/github/"))
        .body(containsString("Nothing was built yet"));
    person.request().get("/").then().body(containsString("/repositories/" + name));
  }

  @Test
  void aFormWithAMistakeComesBackAsItWasWithoutThePassword() {
    form(asAdmin())
        .formParam("name", "hello")
        .formParam("cloneUrl", "https://git.example.com/acme/app.git")
        .formParam("password", "canary")
        .post("/repositories/new")
        .then()
        .statusCode(422)
        .body(containsString("has no namespace"))
        .body(containsString("https://git.example.com/acme/app.git"))
        .body(not(containsString("canary")));
  }

  @Test
  void aButtonBuildsABranchByHand() {
    String name = create(newName(), "private");

    String location =
        form(asAdmin())
            .formParam("type", "branch")
            .formParam("ref", "main")
            .post("/repositories/" + name + "/builds")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");

    assertTrue(location.contains("/repositories/" + name + "/builds/"), location);
    asAdmin()
        .get("/repositories/" + name)
        .then()
        .statusCode(200)
        .body(containsString("state-queued"))
        .body(containsString("manual by admin"));
    asAdmin().get("/").then().body(containsString("state-queued"));
  }

  @Test
  void aReaderSeesNoButtons() {
    String name = create(newName(), "private");
    Person reader = people.member("admin", "reader");

    reader
        .request()
        .get("/repositories/" + name)
        .then()
        .statusCode(200)
        .body(not(containsString("Build now")))
        .body(not(containsString("/hooks/")));
    form(reader.request())
        .formParam("type", "branch")
        .formParam("ref", "main")
        .post("/repositories/" + name + "/builds")
        .then()
        .statusCode(403);
  }

  @Test
  void aBadgeTellsOfPublicRepositoriesOnly() {
    String open = create(newName(), "public");
    String hidden = create(newName(), "private");

    anonymously()
        .get("/badges/" + open + ".svg")
        .then()
        .statusCode(200)
        .contentType(containsString("image/svg+xml"))
        .header("Cache-Control", allOf(containsString("public"), containsString("max-age")))
        .body(containsString("no builds"));
    assertEquals(badge(newName()), badge(hidden));
    assertTrue(badge(hidden).contains("unknown"));
    assertEquals(badge(hidden), badge("Not/A%20Name"));
  }

  @Test
  void pagesCallNothingFromElsewhereAndRunNothingInline() {
    String name = create(newName(), "public");
    for (String path : List.of("/", "/repositories/new", "/repositories/" + name, "/sign-in")) {
      String html = asAdmin().get(path).asString();

      assertTrue(!html.matches("(?s).*(src|href)=\"https?://(?!git\\.example).*"), path);
      assertTrue(
          !html.contains("<script>") && !html.contains(" style=") && !html.contains(" onclick"),
          path);
      assertTrue(html.contains("<html lang=\"en\">") && html.contains("width=device-width"), path);
    }
  }

  private static String badge(String name) {
    return anonymously()
        .urlEncodingEnabled(false)
        .get("/badges/" + name + ".svg")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  private static RequestSpecification form(RequestSpecification request) {
    return request.contentType("application/x-www-form-urlencoded");
  }
}

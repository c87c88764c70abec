package dev.slipway.service.repository.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static dev.slipway.service.Api.repository;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.People;
import dev.slipway.service.People.Person;
import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class RepositoryRightsTest {

  @Inject People people;

  @Test
  void aPrivateRepositoryIsForOthersLikeOneThatIsNotThere() {
    String name = create(newName(), "private");
    String missing = newName();
    Person stranger = people.somebody();

    for (String suffix :
        List.of("", "/rules", "/rules/preview?type=branch&ref=main", "/builds", "/deliveries")) {
      Response hidden = stranger.request().get(REPOSITORIES + "/" + name + suffix);
      Response absent = stranger.request().get(REPOSITORIES + "/" + missing + suffix);

      assertEquals(404, hidden.statusCode(), suffix);
      assertEquals(
          absent.asString().replace(missing, "X"), hidden.asString().replace(name, "X"), suffix);
    }
    stranger
        .request()
        .body(repository(name, "public"))
        .put(REPOSITORIES + "/" + name)
        .then()
        .statusCode(404);
    stranger.request().delete(REPOSITORIES + "/" + name).then().statusCode(404);
    stranger.request().post(REPOSITORIES + "/" + name + "/hook/regenerate").then().statusCode(404);
    asAdmin().get(REPOSITORIES + "/" + name).then().statusCode(200);
  }

  @Test
  void aPublicRepositoryShowsStrangersNeitherSourceNorRulesNorWebhook() {
    String name = create(newName(), "public");
    Person stranger = people.somebody();

    stranger
        .request()
        .get(REPOSITORIES + "/" + name)
        .then()
        .statusCode(200)
        .body("destinations[0].image", containsString(name))
        .body("source", nullValue())
        .body("rules", nullValue())
        .body("hook", nullValue());
    stranger.request().get(REPOSITORIES + "/" + name + "/rules").then().statusCode(403);
    stranger.request().delete(REPOSITORIES + "/" + name).then().statusCode(403);
    stranger
        .request()
        .get("/repositories/" + name)
        .then()
        .statusCode(200)
        .body(containsString("docker pull"));
  }

  @Test
  void aMaintainerConfiguresAndAReaderReads() {
    Person owner = people.somebody();
    String name = owner.name() + "/app";
    owner.request().body(repository(name, "private")).post(REPOSITORIES).then().statusCode(201);
    Person maintainer = people.member(owner.name(), "maintainer");
    Person reader = people.member(owner.name(), "reader");

    reader
        .request()
        .get(REPOSITORIES + "/" + name)
        .then()
        .statusCode(200)
        .body("hook", nullValue());
    reader
        .request()
        .body(repository(name, "public"))
        .put(REPOSITORIES + "/" + name)
        .then()
        .statusCode(403);
    maintainer
        .request()
        .body(repository(name, "private"))
        .put(REPOSITORIES + "/" + name)
        .then()
        .statusCode(200)
        .body("hook.url", notNullValue());
    maintainer.request().delete(REPOSITORIES + "/" + name).then().statusCode(403);
    owner.request().delete(REPOSITORIES + "/" + name).then().statusCode(204);
  }

  @Test
  void somebodyMakesRepositoriesInTheirOwnNamespaceOnly() {
    Person somebody = people.somebody();

    somebody
        .request()
        .body(repository(newName(), "public"))
        .post(REPOSITORIES)
        .then()
        .statusCode(404)
        .body("detail", equalTo("there is no namespace \"admin\""));
    somebody
        .request()
        .body(repository("fresh" + UUID.randomUUID() + "/x", "public"))
        .post(REPOSITORIES)
        .then()
        .statusCode(404);
    somebody
        .request()
        .body(repository(somebody.name() + "/x", "public"))
        .post(REPOSITORIES)
        .then()
        .statusCode(201);
  }

  @Test
  void aListHoldsWhatOneMaySeePageByPageAndNothingTwice() {
    Person somebody = people.somebody();
    String hidden = create(newName(), "private");
    String open = create(newName(), "public");
    List<String> own = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = somebody.name() + "/r" + i;
      somebody
          .request()
          .body(repository(name, "private"))
          .post(REPOSITORIES)
          .then()
          .statusCode(201);
      own.add(0, name);
    }

    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Response page =
          somebody
              .request()
              .queryParam("limit", 2)
              .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
              .get(REPOSITORIES);
      assertEquals(200, page.statusCode());
      List<String> names = page.path("items.name");
      assertTrue(names.size() <= 2);
      seen.addAll(names);
      cursor = page.path("next");
    } while (cursor != null);

    assertEquals(own, seen.subList(0, 3));
    assertTrue(seen.contains(open));
    assertFalse(seen.contains(hidden));
    assertEquals(seen.size(), seen.stream().distinct().count());
  }

  @Test
  void aListThatCantBeIsRefused() {
    asAdmin().get(REPOSITORIES + "?limit=0").then().statusCode(422).body("field", equalTo("limit"));
    asAdmin().get(REPOSITORIES + "?limit=1000").then().statusCode(422);
    asAdmin()
        .get(REPOSITORIES + "?cursor=x")
        .then()
        .statusCode(422)
        .body("field", equalTo("cursor"));
  }
}

package dev.slipway.service.source.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositoryName;
import dev.slipway.service.source.TestingRemoteRefs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class SourceResourceTest {

  private static final CommitSha COMMIT = new CommitSha("a".repeat(40));

  @Inject Repositories repositories;
  @Inject TestingRemoteRefs remotes;
  @Inject People people;

  @Test
  void theRemotesRefsAreListedByNameBranchesFirst() {
    String name = withRefs();

    asAdmin()
        .get(REPOSITORIES + "/" + name + "/refs")
        .then()
        .statusCode(200)
        .body("defaultBranch", equalTo("main"))
        .body("items.name", contains("dev", "main", "v1"))
        .body("items.type", contains("branch", "branch", "tag"))
        .body("items[0].commit", equalTo(COMMIT.value()))
        .body("next", nullValue());
    asAdmin()
        .get(REPOSITORIES + "/" + name + "/refs?type=tag")
        .then()
        .body("items.name", contains("v1"));
  }

  @Test
  void aLongListComesInPages() {
    String name = withRefs();

    String next =
        asAdmin()
            .get(REPOSITORIES + "/" + name + "/refs?limit=2")
            .then()
            .body("items.name", contains("dev", "main"))
            .extract()
            .path("next");
    asAdmin()
        .queryParam("cursor", next)
        .get(REPOSITORIES + "/" + name + "/refs?limit=2")
        .then()
        .body("items.name", contains("v1"))
        .body("next", nullValue());
  }

  @ParameterizedTest
  @CsvSource({"type=commit, type", "limit=0, limit", "limit=101, limit"})
  void aParameterThatCantBeIsRefusedByName(String query, String field) {
    asAdmin()
        .get(REPOSITORIES + "/" + withRefs() + "/refs?" + query)
        .then()
        .statusCode(422)
        .body("field", equalTo(field));
  }

  @Test
  void aRemoteThatCantBeAskedIsToldWithTheReason() {
    String name = create(newName(), "private");

    asAdmin()
        .get(REPOSITORIES + "/" + name + "/refs")
        .then()
        .statusCode(502)
        .contentType("application/problem+json")
        .body("detail", containsString("can't be reached"));
    asAdmin()
        .post(REPOSITORIES + "/" + name + "/source/check")
        .then()
        .statusCode(200)
        .body("ok", equalTo(false))
        .body("problem", containsString("can't be reached"));
  }

  @Test
  void aCheckAsksTheRemoteItselfAndAListingIsShownAgainForAWhile() {
    String name = withRefs();
    asAdmin()
        .post(REPOSITORIES + "/" + name + "/source/check")
        .then()
        .body("ok", equalTo(true))
        .body("defaultBranch", equalTo("main"))
        .body("branches", equalTo(2))
        .body("tags", equalTo(1))
        .body("problem", nullValue());

    remotes.takeDown(id(name));

    asAdmin().get(REPOSITORIES + "/" + name + "/refs").then().statusCode(200);
    asAdmin().post(REPOSITORIES + "/" + name + "/source/check").then().body("ok", equalTo(false));
  }

  @Test
  void refsAreForMembersAndChecksForThoseWhoConfigure() {
    String name = withRefs();
    People.Person stranger = people.somebody();
    People.Person reader = people.member("admin", "reader");

    stranger.request().get(REPOSITORIES + "/" + name + "/refs").then().statusCode(404);
    stranger.request().post(REPOSITORIES + "/" + name + "/source/check").then().statusCode(404);
    reader.request().get(REPOSITORIES + "/" + name + "/refs").then().statusCode(200);
    reader.request().post(REPOSITORIES + "/" + name + "/source/check").then().statusCode(403);
    reader.request().post(REPOSITORIES + "/" + name + "/hook/install").then().statusCode(403);
    reader
        .request()
        .post(REPOSITORIES + "/" + name + "/deploy-key/regenerate")
        .then()
        .statusCode(403);
  }

  private String withRefs() {
    String name = create(newName(), "private");
    remotes.put(
        id(name),
        "main",
        Map.of(
            RefName.branch("main"), COMMIT,
            RefName.branch("dev"), COMMIT,
            RefName.tag("v1"), COMMIT));
    return name;
  }

  private UUID id(String name) {
    return repositories.byName(RepositoryName.parse(name)).orElseThrow().id();
  }
}

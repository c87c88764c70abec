package dev.slipway.service.baseimage.web;

import static dev.slipway.service.Api.asAdmin;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.BuildEvent.BaseImageUse;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.baseimage.Bases;
import dev.slipway.service.baseimage.RegistryStack;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(RegistryStack.class)
class BaseImagesResourceTest {

  private static final Digest DIGEST = Digest.of(new byte[] {7});
  private static final String ONE = Bases.reference("base/one", "1");
  private static final String PINNED = RegistryStack.NAME + "/base/one@" + DIGEST;

  @Inject World world;
  @Inject Bases bases;
  @Inject People people;

  @Test
  void aBuildTellsEveryImageItUsedAlsoWhenItFailed() {
    Made repository = world.repository(1);
    world.push(repository, "p", null, World.commit('a'));
    bases.finish(
        world.newestBuild(repository),
        BuildEvent.Status.FAILED,
        List.of(),
        new BaseImageUse(ONE, DIGEST.value()),
        new BaseImageUse(PINNED, DIGEST.value()),
        new BaseImageUse("No Image", DIGEST.value()),
        new BaseImageUse(ONE, "sha256:short"));

    asAdmin()
        .get("/api/v1/builds/" + world.newestBuild(repository) + "/base-images")
        .then()
        .statusCode(200)
        .body("items.reference", equalTo(List.of(ONE, PINNED)))
        .body("items[0].digest", equalTo(DIGEST.value()));
    asAdmin().get(path(repository)).then().body("items", hasSize(0));
  }

  @Test
  void whatTheNewestBuildStandsOnTakesThePlaceOfWhatTheOneBeforeDid() {
    Made repository = world.repository(1);
    String two = Bases.reference("base/two", "1");
    bases.built(repository, 'a', new BaseImageUse(ONE, DIGEST.value()));
    bases.built(
        repository,
        'b',
        new BaseImageUse(two, DIGEST.value()),
        new BaseImageUse(PINNED, DIGEST.value()));

    asAdmin()
        .get(path(repository))
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].reference", equalTo(two))
        .body("items[0].ref", equalTo("main"))
        .body("items[0].type", equalTo("branch"))
        .body("items[0].rule", equalTo(repository.rules().get(0).toString()))
        .body("items[0].build", equalTo(world.newestBuild(repository).toString()))
        .body("items[0].watched", equalTo(true))
        .body("items[0].linked", equalTo(false))
        .body("items[0].nextLookAt", notNullValue());
  }

  @Test
  void listsAreCutIntoPages() {
    Made repository = world.repository(3);
    bases.built(repository, 'a', new BaseImageUse(ONE, DIGEST.value()));

    String next =
        asAdmin()
            .get(path(repository) + "?limit=2")
            .then()
            .body("items", hasSize(2))
            .extract()
            .path("next");
    asAdmin()
        .get(path(repository) + "?limit=2&cursor=" + next)
        .then()
        .body("items", hasSize(1))
        .body("next", nullValue());
    asAdmin()
        .get(path(repository) + "?cursor=x")
        .then()
        .statusCode(422)
        .body("field", equalTo("cursor"));
    asAdmin()
        .get(path(repository) + "?limit=0")
        .then()
        .statusCode(422)
        .body("field", equalTo("limit"));
  }

  @Test
  void watchingIsSwitchedByThoseWhoMayConfigureOnly() {
    Made repository = world.repository(1);
    String settings = path(repository) + "/settings";

    asAdmin().get(settings).then().body("watchBaseImages", equalTo(true));
    asAdmin().body(Map.of("watchBaseImages", false)).put(settings).then().statusCode(200);
    asAdmin().get(settings).then().body("watchBaseImages", equalTo(false));
    asAdmin()
        .body("{}")
        .put(settings)
        .then()
        .statusCode(422)
        .body("field", equalTo("watchBaseImages"));
    People.Person reader = people.member("acme", "reader");
    reader.request().get(settings).then().statusCode(200);
    reader.request().body(Map.of("watchBaseImages", true)).put(settings).then().statusCode(403);
    people.somebody().request().get(settings).then().statusCode(404);
    people
        .somebody()
        .request()
        .get(Api.REPOSITORIES + "/" + repository.name() + "/base-images")
        .then()
        .statusCode(404);
  }

  private static String path(Made repository) {
    return Api.REPOSITORIES + "/" + repository.name() + "/base-images";
  }
}

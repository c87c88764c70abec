package dev.slipway.service.baseimage.link;

import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.baseimage.Bases.await;
import static dev.slipway.service.baseimage.Bases.newImage;
import static dev.slipway.service.baseimage.Bases.reference;
import static dev.slipway.service.baseimage.Bases.use;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.core.image.Digest;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.baseimage.Bases;
import dev.slipway.service.baseimage.RegistryStack;
import dev.slipway.service.baseimage.TestRegistry;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(RegistryStack.class)
class LinksTest {

  @Inject World world;
  @Inject Bases bases;
  @Inject People people;

  TestRegistry registry;

  @BeforeEach
  void needsARegistry() {
    TestRegistry.assumeInstalled();
  }

  @Test
  void linksAreMadeShownReplacedAndRemoved() {
    Made repository = world.repository(1);
    String rule = repository.rules().get(0).toString();

    String id =
        add(repository, Map.of("image", "alpine:3.20", "rule", rule))
            .statusCode(201)
            .body("image", equalTo("docker.io/library/alpine:3.20"))
            .body("repository", nullValue())
            .body("rule", equalTo(rule))
            .extract()
            .path("id");
    add(repository, Map.of("image", "docker.io/library/alpine:3.20", "rule", rule)).statusCode(409);

    asAdmin()
        .body(Map.of("image", "debian"))
        .put(path(repository) + "/" + id)
        .then()
        .statusCode(200)
        .body("image", equalTo("docker.io/library/debian:latest"))
        .body("rule", nullValue());
    asAdmin().get(path(repository)).then().body("items", hasSize(1));
    asAdmin().delete(path(repository) + "/" + id).then().statusCode(204);
    asAdmin().get(path(repository) + "/" + id).then().statusCode(404);
    asAdmin().delete(path(repository) + "/" + id).then().statusCode(404);
  }

  @Test
  void whatCantBeLinkedNamesTheField() {
    Made repository = world.repository(1);

    add(repository, Map.of()).statusCode(422).body("field", equalTo("repository"));
    add(repository, Map.of("image", "alpine", "repository", "a/b"))
        .statusCode(422)
        .body("field", equalTo("image"));
    add(repository, Map.of("image", "Alpine:3.20")).statusCode(422).body("field", equalTo("image"));
    add(repository, Map.of("image", "alpine@sha256:" + "a".repeat(64)))
        .statusCode(422)
        .body("field", equalTo("image"))
        .body("detail", containsString("never changes"));
    add(repository, Map.of("repository", "bare"))
        .statusCode(422)
        .body("field", equalTo("repository"));
    add(repository, Map.of("repository", "nobody/nothing"))
        .statusCode(422)
        .body("field", equalTo("repository"));
    add(repository, Map.of("image", "127.0.0.1:8080/nobody/nothing:1"))
        .statusCode(422)
        .body("field", equalTo("image"));
    for (String rule : List.of("x", UUID.randomUUID().toString())) {
      add(repository, Map.of("image", "alpine", "rule", rule))
          .statusCode(422)
          .body("field", equalTo("rule"));
    }
  }

  @Test
  void aStrangersRepositoryLooksAsIfItWerentThere() {
    Made secret = world.repository(1);
    People.Person person = people.somebody();
    String own = Api.create(Api.newName(), "private");
    People.Person owner = people.member("admin", "owner");

    owner
        .request()
        .body(Map.of("repository", secret.name()))
        .post(Api.REPOSITORIES + "/" + own + "/links")
        .then()
        .statusCode(422)
        .body("detail", containsString("there is no repository"));
    person.request().get(path(secret)).then().statusCode(404);
    people.member("acme", "reader").request().get(path(secret)).then().statusCode(200);
    people
        .member("acme", "reader")
        .request()
        .body(Map.of("image", "alpine"))
        .post(path(secret))
        .then()
        .statusCode(403);
  }

  @Test
  void aCircleIsRefusedWithTheWayRound() {
    Made one = world.repository(1);
    Made two = world.repository(1);
    Made three = world.repository(1);
    add(two, Map.of("repository", one.name())).statusCode(201);
    add(three, Map.of("repository", two.name())).statusCode(201);

    String way = three.name() + " → " + one.name() + " → " + two.name() + " → " + three.name();
    add(one, Map.of("repository", three.name()))
        .statusCode(422)
        .body("field", equalTo("repository"))
        .body("detail", containsString(way));
    add(one, Map.of("image", "127.0.0.1:8080/" + three.name() + ":tag0"))
        .statusCode(422)
        .body("field", equalTo("image"))
        .body("detail", containsString(way));
    add(one, Map.of("repository", one.name()))
        .statusCode(422)
        .body("detail", containsString(one.name() + " → " + one.name()));
  }

  @Test
  void aCircleThroughWhatABuildUsedIsRefusedToo() {
    Made parent = world.repository(1);
    Made child = world.repository(1);
    world.run(
        "insert into destination (id, repository_id, position, image) values (?, ?, 0, ?)",
        UUID.randomUUID(),
        parent.id(),
        RegistryStack.NAME + "/" + parent.name());
    Digest digest = registry.push(parent.name(), "1", "parent");
    bases.built(child, 'a', use(parent.name(), "1", digest));

    add(parent, Map.of("repository", child.name()))
        .statusCode(422)
        .body(
            "detail", containsString(child.name() + " → " + parent.name() + " → " + child.name()));
  }

  @Test
  void anUpdateOfALinkedRepositoryRebuildsTheLinkedRuleAndOneWithTheSameImageDoesNot() {
    Made parent = world.repository(1);
    Made child = world.repository(2);
    bases.built(parent, 'a');
    bases.built(child, 'b');
    add(child, Map.of("repository", parent.name(), "rule", child.rules().get(1).toString()))
        .statusCode(201);

    world.push(parent, "next", World.commit('a'), World.commit('c'));
    bases.finishAll(parent, List.of());

    await().until(() -> bases.causes(child).size() == 3);
    assertEquals(List.of("webhook b", "webhook b", "base_image b"), bases.causes(child));
    asAdmin()
        .get("/api/v1/builds/" + world.newestBuild(child))
        .then()
        .body("rule", equalTo(child.rules().get(1).toString()))
        .body("causeDetail", containsString(parent.name() + " sha256:"));
  }

  @Test
  void aLinkedImageRebuildsThoughNoDockerfileNamesItAndThoughBasesArentWatched() {
    String image = newImage();
    Digest before = registry.push(image, "1", "old");
    Made child = world.repository(1);
    bases.built(child, 'a');
    world.run("update repository set watch_base_images = false where id = ?", child.id());
    add(child, Map.of("image", reference(image, "1"))).statusCode(201);
    bases.awaitSeen(reference(image, "1"), before);
    asAdmin()
        .get(Api.REPOSITORIES + "/" + child.name() + "/base-images")
        .then()
        .body("items[0].linked", equalTo(true))
        .body("items[0].watched", equalTo(true))
        .body("items[0].outdated", equalTo(false));

    registry.push(image, "1", "new");
    bases.lookIsDue(reference(image, "1"));

    await().until(() -> bases.causes(child).size() == 2);
    bases.finishAll(child, List.of());
    asAdmin()
        .get(Api.REPOSITORIES + "/" + child.name() + "/base-images")
        .then()
        .body("items[0].outdated", equalTo(false));
  }

  private ValidatableResponse add(Made repository, Map<String, ?> body) {
    return asAdmin().body(body).post(path(repository)).then();
  }

  private static String path(Made repository) {
    return Api.REPOSITORIES + "/" + repository.name() + "/links";
  }
}

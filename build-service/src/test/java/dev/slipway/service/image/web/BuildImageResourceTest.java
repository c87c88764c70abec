package dev.slipway.service.image.web;

import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.build.World.commit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.ImageSummary;
import dev.slipway.core.message.ImageSummary.Layer;
import dev.slipway.core.message.ImageSummary.Variant;
import dev.slipway.service.Api;
import dev.slipway.service.People;
import dev.slipway.service.TestStack;
import dev.slipway.service.build.FinishBuild;
import dev.slipway.service.build.Workers;
import dev.slipway.service.build.World;
import dev.slipway.service.build.World.Made;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an image consists of, over REST and on the build's page. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class BuildImageResourceTest {

  private static final String TAG = "127.0.0.1:8080/acme/app:tag0";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String CONFIG =
      """
      {"created": "2026-11-21T10:00:00Z", "architecture": "amd64", "os": "linux",
       "config": {"User": "app", "WorkingDir": "/srv", "Env": ["PATH=/bin", "LEVEL=%s"],
                  "Entrypoint": ["/bin/app"], "Cmd": ["<serve>"], "ExposedPorts": {"8080/tcp": {}},
                  "Volumes": {"/data": {}},
                  "Labels": {"org.opencontainers.image.base.name": "docker.io/library/alpine:3.20",
                             "org.opencontainers.image.base.digest": "%s"}},
       "history": [{"created_by": "COPY app /bin/app", "comment": "native"},
                   {"created_by": "ENV LEVEL", "empty_layer": true},
                   {"created_by": "COPY <conf> /srv"}]}
      """;

  @Inject World world;
  @Inject People people;
  @Inject FinishBuild finishBuild;

  @Test
  void anImageTellsItsLayersConfigurationAndBase() {
    Made repository = world.repository(1);
    UUID build = built(repository, null, 'a', amd64("info", 'b', 1, 2, 3));

    image(build)
        .body("digest", equalTo(digest(99)))
        .body("size", equalTo(66))
        .body("pullByTag", equalTo(List.of("docker pull " + TAG)))
        .body("pullByDigest[0]", equalTo("docker pull 127.0.0.1:8080/acme/app@" + digest(99)))
        .body("links.docker", equalTo("/api/v1/builds/" + build + "/image.tar?format=docker"))
        .body("platforms", hasSize(1))
        .body("platforms[0].platform", equalTo("linux/amd64"))
        .body("platforms[0].size", equalTo(60))
        // The base has a layer without a history.
        .body(
            "platforms[0].layers.digest",
            equalTo(Arrays.asList(digest(1), digest(2), null, digest(3))))
        .body("platforms[0].layers.findAll { it.empty }.createdBy", equalTo(List.of("ENV LEVEL")))
        .body(
            "platforms[0].layers.createdBy",
            equalTo(Arrays.asList(null, "COPY app /bin/app", "ENV LEVEL", "COPY <conf> /srv")))
        .body("platforms[0].layers[1].size", equalTo(20))
        .body("platforms[0].config.user", equalTo("app"))
        .body("platforms[0].config.env", equalTo(List.of("PATH=/bin", "LEVEL=info")))
        .body("platforms[0].config.exposedPorts", equalTo(List.of("8080/tcp")))
        .body("platforms[0].config.created", equalTo("2026-11-21T10:00:00Z"))
        .body("platforms[0].base.name", equalTo("docker.io/library/alpine:3.20"))
        .body("platforms[0].base.digest", equalTo("sha256:" + "b".repeat(64)))
        .body("previous", nullValue());
  }

  @Test
  void whatChangedSinceTheLastSuccessIsTold() {
    Made repository = world.repository(1);
    UUID first = built(repository, null, 'a', amd64("info", 'b', 1, 2));
    UUID failed = claimed(repository, 'a', 'b');
    finish(failed, BuildEvent.Status.ERROR, amd64("info", 'b', 7), List.of());
    UUID second = built(repository, 'b', 'c', amd64("debug", 'c', 1, 3, 4));

    image(second)
        .body("previous.build", equalTo(first.toString()))
        .body("previous.same", equalTo(true))
        .body("previous.platforms[0].sizeDelta", equalTo(10 + 30 + 40 - 10 - 20))
        .body("previous.platforms[0].shared.digest", equalTo(List.of(digest(1))))
        .body("previous.platforms[0].added.digest", equalTo(List.of(digest(3), digest(4))))
        .body("previous.platforms[0].removed.digest", equalTo(List.of(digest(2))))
        .body(
            "previous.platforms[0].config.key",
            equalTo(List.of("env.LEVEL", "labels.org.opencontainers.image.base.digest")))
        .body("previous.platforms[0].config[0].before", equalTo("info"))
        .body("previous.platforms[0].config[0].after", equalTo("debug"))
        .body("previous.platforms[0].baseChanged", equalTo(true))
        .body("previous.platforms[0].baseBefore.digest", equalTo("sha256:" + "b".repeat(64)));
    image(first).body("previous", nullValue());
  }

  @Test
  void platformsThatCameOrWentAreTold() {
    Made repository = world.repository(1);
    built(
        repository,
        null,
        'a',
        amd64("info", 'b', 1),
        new Variant("linux/arm/v7", digest(50), null, List.of()));
    UUID second =
        built(
            repository,
            'a',
            'b',
            amd64("info", 'b', 1),
            new Variant("linux/arm64", digest(51), null, List.of()));

    image(second)
        .body("platforms[1].config", nullValue())
        .body("previous.platformsAdded", equalTo(List.of("linux/arm64")))
        .body("previous.platformsRemoved", equalTo(List.of("linux/arm/v7")))
        .body("previous.platforms", hasSize(1));
  }

  @Test
  void aReusedImageIsKnownAlsoWhenItsWorkerDidNotTellItAgain() {
    Made repository = world.repository(1);
    UUID first = built(repository, null, 'a', amd64("info", 'b', 1));
    UUID second = claimed(repository, 'a', 'b');
    finishBuild.finish(
        second, 1, Instant.now(), outcome(BuildEvent.Status.SUCCESS, List.of(TAG), null, first));

    image(second).body("platforms[0].layers[-1].digest", equalTo(digest(1)));
  }

  @Test
  void whatCannotBeRightOrReadIsLeftOut() {
    Made repository = world.repository(1);
    UUID wrong =
        built(repository, null, 'a', new Variant("linux/amd64", "no digest", null, List.of()));
    asAdmin().get("/api/v1/builds/" + wrong).then().body("state", equalTo("success"));
    asAdmin().get("/api/v1/builds/" + wrong + "/image").then().statusCode(404);

    UUID odd =
        built(repository, 'a', 'b', new Variant("linux/\0amd64", digest(1), "{\0", List.of()));
    image(odd)
        .body("platforms[0].platform", equalTo("linux/amd64"))
        .body("platforms[0].config", nullValue());
  }

  @Test
  void aBuildWithoutAnImageSaysSo() {
    Made repository = world.repository(1);
    UUID build = claimed(repository, null, 'a');

    asAdmin()
        .get("/api/v1/builds/" + build + "/image")
        .then()
        .statusCode(404)
        .body("detail", containsString("it is building"));
  }

  @Test
  void onlyThoseWhoSeeTheBuildSeeItsImage() {
    Made repository = world.repository(1);
    UUID build = built(repository, null, 'a', amd64("info", 'b', 1));
    String path = "/api/v1/builds/" + build + "/image";

    Api.anonymously().get(path).then().statusCode(401);
    people.somebody().request().get(path).then().statusCode(404);
    world.run("update repository set visibility = 'public' where id = ?", repository.id());
    Api.anonymously().get(path).then().statusCode(200);
  }

  @Test
  void thePageShowsTheImageAsTextAndNeverAsMarkup() {
    Made repository = world.repository(1);
    built(repository, null, 'a', amd64("info", 'b', 1, 2));
    UUID build = built(repository, 'a', 'b', amd64("debug", 'b', 1, 3));

    asAdmin()
        .accept("text/html")
        .get("/repositories/" + repository.name() + "/builds/" + build)
        .then()
        .statusCode(200)
        .body(containsString("COPY &lt;conf&gt; /srv"))
        .body(not(containsString("<conf>")))
        .body(not(containsString("<serve>")))
        .body(containsString("docker.io/library/alpine:3.20"))
        .body(containsString("image.tar?format=docker"))
        .body(containsString("image.tar.sha256?format=oci"))
        .body(containsString("docker pull 127.0.0.1:8080/acme/app@" + digest(99)));
  }

  private UUID claimed(Made repository, @Nullable Character before, char commit) {
    world.push(repository, "d" + commit, before == null ? null : commit(before), commit(commit));
    UUID build = world.newestBuild(repository);
    Workers.claim(build, "w1", 1).statusCode(200);
    return build;
  }

  private UUID built(
      Made repository, @Nullable Character before, char commit, Variant... variants) {
    UUID build = claimed(repository, before, commit);
    finishBuild.finish(
        build,
        1,
        Instant.now(),
        outcome(
            BuildEvent.Status.SUCCESS,
            List.of(TAG),
            new ImageSummary(
                digest(99), "application/vnd.oci.image.index.v1+json", List.of(variants)),
            null));
    return build;
  }

  private void finish(UUID build, BuildEvent.Status status, Variant variant, List<String> tags) {
    finishBuild.finish(
        build,
        1,
        Instant.now(),
        outcome(status, tags, new ImageSummary(digest(99), "index", List.of(variant)), null));
  }

  private static BuildEvent.Outcome outcome(
      BuildEvent.Status status,
      List<String> published,
      @Nullable ImageSummary image,
      @Nullable UUID reusedFrom) {
    return new BuildEvent.Outcome(
        status,
        "As told.",
        null,
        null,
        "native",
        digest(99),
        66,
        published,
        List.of(),
        null,
        null,
        reusedFrom == null ? null : reusedFrom.toString(),
        image);
  }

  private static Variant amd64(String level, char base, int... layers) {
    return new Variant(
        "linux/amd64",
        digest(42),
        CONFIG.formatted(level, "sha256:" + String.valueOf(base).repeat(64)),
        Arrays.stream(layers)
            .mapToObj(number -> new Layer(digest(number), number * 10L, LAYER))
            .toList());
  }

  private static String digest(int number) {
    return "sha256:%064x".formatted(number);
  }

  private static ValidatableResponse image(UUID build) {
    return asAdmin().get("/api/v1/builds/" + build + "/image").then().statusCode(200);
  }
}

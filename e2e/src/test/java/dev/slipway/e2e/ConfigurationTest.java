package dev.slipway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.e2e.stack.Await;
import dev.slipway.e2e.stack.BusyboxImage;
import dev.slipway.e2e.stack.Commands;
import dev.slipway.e2e.stack.DockerRegistry;
import dev.slipway.e2e.stack.GitHttpServer;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.Requirements;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Standalone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a user configures beyond pushes, on a Slipway that looks at its surroundings often. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLES =
      Path.of(System.getProperty("slipway.scenarios")).resolve("../../docs/examples").normalize();

  @TempDir static Path folder;

  private GitHttpServer git;
  private DockerRegistry registry;
  private Standalone standalone;
  private Slipway slipway;

  @BeforeAll
  void start() throws Exception {
    Requirements.programs("git", "docker-registry", "skopeo", "curl");
    git = GitHttpServer.open(Files.createDirectories(folder.resolve("git")));
    registry = DockerRegistry.open(folder.resolve("registry"));
    BusyboxImage.pushTo(registry, folder.resolve("base"));
    standalone =
        Standalone.start(
            folder.resolve("slipway"),
            Map.of(
                "SLIPWAY_RECONCILE_INTERVAL", "2s",
                "SLIPWAY_RECONCILE_GRACE", "1s",
                "SLIPWAY_BASE_IMAGES_INTERVAL", "2s"));
    slipway = new Slipway(standalone.url());
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable part : List.of(standalone, registry, git)) {
      part.close();
    }
  }

  @Test
  void aCommitThatNoWebhookToldOfIsBuiltWithinOneReconcileInterval() {
    Project project = project("lost-webhook", "FROM scratch\nCOPY hello.txt /\n");
    project.push("before anybody looked");
    awaitFirstLook(project);
    assertTrue(slipway.builds(project.name()).isEmpty());

    project.tree().write("hello.txt", "changed");
    String commit = project.push("told to nobody");

    JsonNode build = slipway.awaitBuilds(project.name(), 1).get(0);
    assertEquals("success", build.path("state").asText(), build::toString);
    assertEquals("reconciled", build.path("cause").asText());
    assertEquals(commit, build.path("commit").asText());

    assertEquals(202, project.deliver(commit).status());
    awaitDelivery(project);
    assertEquals(1, slipway.builds(project.name()).size());
  }

  @Test
  void anUpdatedBaseImageRebuildsItsChildrenAndOnlyThose() throws Exception {
    String base = registry.host() + "/bases/tools:1";
    pushBase(base, 1);
    Project child = project("child", "FROM " + base + "\nCOPY hello.txt /\n");
    Project other =
        project("no-child", "FROM " + registry.host() + "/library/busybox\nCOPY hello.txt /\n");
    for (Project project : List.of(child, other)) {
      assertEquals(202, project.deliver(project.push("first")).status());
      JsonNode build = slipway.awaitBuilds(project.name(), 1).get(0);
      assertEquals("success", build.path("state").asText(), build::toString);
    }

    pushBase(base, 2);

    JsonNode rebuilt = slipway.awaitBuilds(child.name(), 2).get(1);
    assertEquals("success", rebuilt.path("state").asText(), rebuilt::toString);
    assertEquals("base_image", rebuilt.path("cause").asText());
    assertTrue(
        rebuilt.path("causeDetail").asText().matches(".*tools:1 sha256:\\w{12}… → sha256:\\w{12}…"),
        rebuilt::toString);
    assertEquals(1, slipway.builds(other.name()).size());
    assertEquals(2, slipway.builds(child.name()).size());
  }

  @Test
  void aScriptWithNothingButCurlStartsABuildAndFollowsItToItsEnd() {
    Project project = project("script", "FROM scratch\nCOPY hello.txt /\n");
    project.push("first");
    ObjectNode body = JSON.createObjectNode().put("name", "nightly");
    Slipway.Answer trigger =
        slipway.post("/api/v1/repositories/" + project.name() + "/triggers", body);
    assertEquals(201, trigger.status(), trigger.text());
    String url = trigger.json().path("url").asText();

    String output =
        Commands.run(
            folder, Map.of("TRIGGER_URL", url), EXAMPLES.resolve("trigger-build.sh").toString());

    JsonNode build = slipway.awaitBuilds(project.name(), 1).get(0);
    assertEquals("build " + build.path("id").asText() + ": success\n", output);
    assertEquals("trigger", build.path("cause").asText());
    assertEquals("nightly", build.path("causeDetail").asText());

    URI wrong = URI.create(url.replaceAll("/trigger/[^/]+/", "/trigger/" + "x".repeat(43) + "/"));
    Slipway.Answer refused =
        slipway.anonymous("POST", wrong.toString(), Map.of(), BodyPublishers.noBody());
    assertEquals(404, refused.status());
  }

  @Test
  void aSecretReachesRunAndNothingElse() {
    Requirements.programs("buildah");
    String secret = "s3cret-canary-7f3a";
    Project project =
        project(
            "secrets",
            "FROM "
                + registry.host()
                + "/library/busybox\n"
                + "RUN --mount=type=secret,id=TOKEN wc -c < /run/secrets/TOKEN > /size"
                + " && cat /run/secrets/TOKEN\n");
    Slipway.Answer set =
        slipway.put(
            "/api/v1/repositories/" + project.name() + "/variables/TOKEN",
            JSON.createObjectNode().put("value", secret).put("secret", true));
    assertEquals(200, set.status(), set.text());

    assertEquals(202, project.deliver(project.push("first")).status());

    JsonNode build = slipway.awaitBuilds(project.name(), 1).get(0);
    String log = slipway.log(build.path("id").asText());
    assertEquals("success", build.path("state").asText(), () -> build + "\n" + log);
    assertFalse(log.contains(secret), log);
    assertFalse(build.toString().contains(secret));
  }

  private Project project(String name, String dockerfile) {
    Project project =
        Project.create(
            slipway,
            folder.resolve("git"),
            URI.create(git.url("x")).getAuthority(),
            name,
            registry.host() + "/e2e/" + name);
    project.tree().write("Dockerfile", dockerfile).write("hello.txt", name);
    return project;
  }

  private void awaitFirstLook(Project project) {
    Await.until(
        "the reconciler has looked at " + project.name(),
        Duration.ofSeconds(30),
        () ->
            slipway
                .get("/api/v1/repositories/" + project.name() + "/reconciliation")
                .json()
                .hasNonNull("baselineAt"));
  }

  private void awaitDelivery(Project project) {
    Await.until(
        "the delivery is recorded",
        Duration.ofSeconds(30),
        () ->
            slipway
                    .get("/api/v1/repositories/" + project.name() + "/deliveries")
                    .json()
                    .path("items")
                    .size()
                == 1);
  }

  /** Busybox, under another digest for each version. */
  private static void pushBase(String reference, int version) throws IOException {
    Path layout = Files.createDirectories(folder.resolve("tools-" + version));
    BusyboxImage.push(layout, reference, "2026-01-0" + version + "T00:00:00Z");
  }
}

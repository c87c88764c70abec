package dev.slipway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.stack.Await;
import dev.slipway.e2e.stack.DockerRegistry;
import dev.slipway.e2e.stack.GitHttpServer;
import dev.slipway.e2e.stack.HoldingProxy;
import dev.slipway.e2e.stack.HoldingProxy.Moment;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.PulledImage;
import dev.slipway.e2e.stack.Requirements;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Standalone;
import java.net.URI;
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

/**
 * {@code kill -9} of the whole standalone at moments that a proxy before the Git host or the
 * registry holds open. After a restart each build ends in success, once, and its tag points at its
 * digest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {

  @TempDir static Path folder;

  private GitHttpServer git;
  private HoldingProxy gitProxy;
  private DockerRegistry registry;
  private HoldingProxy registryProxy;
  private Standalone standalone;

  @BeforeAll
  void start() throws Exception {
    Requirements.programs("git", "docker-registry", "skopeo");
    git = GitHttpServer.open(Files.createDirectories(folder.resolve("git")));
    gitProxy = HoldingProxy.before(URI.create(git.url("x")).getAuthority());
    registry = DockerRegistry.open(folder.resolve("registry"));
    registryProxy = HoldingProxy.before(registry.host());
    standalone = Standalone.start(folder.resolve("slipway"), Map.of());
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable part : List.of(standalone, registryProxy, registry, gitProxy, git)) {
      part.close();
    }
  }

  @Test
  void killedRightAfterTheWebhookWasAccepted() throws Exception {
    Project project = project("after-webhook");
    String commit = project.push("first");
    assertEquals(202, project.deliver(commit).status());
    assertHealsAfterKill(project);
  }

  @Test
  void killedWhileFetching() throws Exception {
    Project project = project("fetching");
    String commit = project.push("first");
    gitProxy.hold(Moment.BEFORE, (method, path) -> path.endsWith("git-upload-pack"));
    assertEquals(202, project.deliver(commit).status());
    gitProxy.awaitHeld();
    assertHealsAfterKill(project);
  }

  @Test
  void killedWhilePushingALayer() throws Exception {
    Project project = project("pushing");
    String commit = project.push("first");
    registryProxy.hold(
        Moment.BEFORE,
        (method, path) ->
            (method.equals("PUT") || method.equals("PATCH")) && path.contains("/blobs/uploads/"));
    assertEquals(202, project.deliver(commit).status());
    registryProxy.awaitHeld();
    assertHealsAfterKill(project);
  }

  @Test
  void killedBeforeTheTagIsWritten() throws Exception {
    Project project = project("before-tag");
    String commit = project.push("first");
    registryProxy.hold(
        Moment.BEFORE,
        (method, path) -> method.equals("PUT") && path.endsWith("/manifests/latest"));
    assertEquals(202, project.deliver(commit).status());
    registryProxy.awaitHeld();
    assertHealsAfterKill(project);
  }

  @Test
  void killedAfterTheTagWasWrittenAndBeforeAnybodyKnows() throws Exception {
    Project project = project("after-tag");
    String commit = project.push("first");
    registryProxy.hold(
        Moment.AFTER, (method, path) -> method.equals("PUT") && path.endsWith("/manifests/latest"));
    assertEquals(202, project.deliver(commit).status());
    registryProxy.awaitHeld();
    assertHealsAfterKill(project);
  }

  private Project project(String name) {
    Project project =
        Project.create(
            new Slipway(standalone.url()),
            folder.resolve("git"),
            gitProxy.host(),
            name,
            registryProxy.host() + "/e2e/" + name);
    project.tree().write("Dockerfile", "FROM scratch\nCOPY hello.txt /\n").write("hello.txt", name);
    return project;
  }

  private void assertHealsAfterKill(Project project) throws InterruptedException {
    standalone.kill();
    gitProxy.release();
    registryProxy.release();
    standalone.startAgain();

    Await.until(
        "the build is admitted",
        Duration.ofSeconds(30),
        () -> !project.slipway().builds(project.name()).isEmpty());
    JsonNode build = project.slipway().awaitBuilds(project.name(), 1).get(0);
    assertEquals("success", build.path("state").asText(), build::toString);
    PulledImage image = PulledImage.pull(registry.host() + "/" + project.name() + ":latest", null);
    assertEquals(build.path("digest").asText(), image.digest());
    assertEquals(
        "0644 0:0 " + project.tree().path().resolve("hello.txt").toFile().length(),
        image.files().get("/hello.txt"));
  }
}

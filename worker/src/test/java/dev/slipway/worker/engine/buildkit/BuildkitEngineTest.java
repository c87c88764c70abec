package dev.slipway.worker.engine.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.Requirements;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.DockerEngine;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.ImageEngineContract;
import dev.slipway.worker.engine.ImageReading;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.jib.RegistryBaseImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildkitEngineTest extends ImageEngineContract {

  private static final String CANARY = "canary-in-the-mine";

  @TempDir static Path shared;
  private static TestingRegistry registry;
  private static DockerEngine docker;
  private static BuildkitEngine engine;

  @BeforeAll
  static void startDocker() throws Exception {
    Requirements.root();
    Requirements.programs("dockerd", "docker", "docker-registry", "busybox", "htpasswd");
    registry = TestingRegistry.start(shared.resolve("hub"));
    docker = DockerEngine.start(Files.createDirectory(shared.resolve("d")), registry.host());
    registry.pushBusybox(docker, shared, "library/busybox:latest");
    String mirrors = "docker.io=http://" + registry.host();
    engine =
        new BuildkitEngine(
            new TestingBuildkitConfig(docker.host()),
            shared.resolve("worker"),
            RegistryBaseImages.of(mirrors, registry.host(), "*", shared.resolve("worker")),
            RegistryEndpoints.parse(mirrors, registry.host()),
            Clock.systemUTC());
  }

  @AfterAll
  static void stopDocker() throws Exception {
    if (engine != null) {
      engine.close();
    }
    if (docker != null) {
      docker.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  @Override
  protected ImageEngine engine(Path caches) {
    return engine;
  }

  @Override
  protected String base() {
    return "busybox";
  }

  @Test
  void buildsInStages() throws Exception {
    TestingBuild build = given(new TestingSourceTree().file("in", "text"));

    ImageReading image =
        build.build(
            "# syntax=docker/dockerfile:1.99-from-nowhere",
            "ARG TOOLS=busybox",
            "FROM ${TOOLS} AS Upper",
            "COPY in /in",
            "RUN tr a-z A-Z < /in > /out",
            "FROM scratch",
            "COPY --from=upper /out /result");

    assertEquals("644 0:0 TEXT", image.files().get("result"));
    assertTrue(build.log().stream().anyMatch(line -> line.contains("RUN tr a-z A-Z")));
  }

  @Test
  void leavesTheBasesLayersInItsRegistryAndNothingInTheEngine() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    BuiltImage image = build.image("FROM busybox", "RUN echo hi > /hi");

    List<String> origins =
        image.blobs().stream().map(blob -> String.valueOf(blob.origin())).distinct().toList();
    assertEquals(List.of("null", "docker.io/library/busybox:latest"), origins);
    assertEquals(8, image.blobs().stream().filter(blob -> blob.origin() != null).count());
    assertEquals(
        "application/vnd.docker.distribution.manifest.v2+json",
        image.mediaType(),
        "as docker push");
    Awaitility.await().until(() -> docker.run(shared, "image", "ls", "--quiet", "--all").isBlank());
  }

  @Test
  void removesWhatAKilledWorkerLeft() throws Exception {
    String namespace = DockerImages.namespace(Path.of("/a/worker"));
    Path context = Files.createDirectories(shared.resolve("left"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nLABEL left=behind\n");
    for (String name : List.of(namespace + "/key:old", "slipway-of-another/key:old")) {
      docker.run(shared, "build", "--tag=127.0.0.1:1/" + name, context.toString());
    }

    Leftovers.remove(
        new DockerCli(DockerEngine.command().toString(), docker.host(), null),
        context,
        namespace,
        "127.0.0.1:2");

    String left = docker.run(shared, "image", "ls", "--format={{.Repository}}");
    assertFalse(left.contains(namespace), left);
    assertTrue(left.contains("slipway-of-another"), left);
    docker.run(shared, "image", "rm", "127.0.0.1:1/slipway-of-another/key:old");
  }

  @Test
  void givesTheSameBuildTheSameDigestFromTheCache() throws Exception {
    String[] lines = {"FROM busybox", "COPY a /a", "RUN cat /proc/sys/kernel/random/uuid > /id"};

    BuiltImage first = given(new TestingSourceTree().file("a", "a")).image(lines);
    BuiltImage second = given(new TestingSourceTree().file("a", "a")).image(lines);

    assertEquals(first.digest(), second.digest());
    assertEquals(ImageReading.of(first).files(), ImageReading.of(second).files());
  }

  @Test
  void withoutCacheEveryCommandRunsAgain() throws Exception {
    String[] lines = {"FROM busybox", "RUN cat /proc/sys/kernel/random/uuid > /id2"};

    String first = given(new TestingSourceTree()).build(lines).files().get("id2");
    String anew = given(new TestingSourceTree()).withoutCache().build(lines).files().get("id2");

    assertNotEquals(first, anew);
  }

  @Test
  void sharesNoResultOfACommandAndNoMountedCacheAmongRepositories() throws Exception {
    String[] lines = {
      "FROM busybox",
      "COPY known /known",
      "RUN cat /proc/sys/kernel/random/uuid > /id",
      "RUN --mount=type=cache,id=all,target=/cache echo x >> /cache/x; cat /cache/x > /count"
    };
    TestingSourceTree files = new TestingSourceTree().file("known", UUID.randomUUID().toString());
    ImageReading mine = given(files).build(lines);

    TestingBuild build = given(files).repository("another");
    ImageReading theirs = build.build(lines);

    assertNotEquals(mine.files().get("id"), theirs.files().get("id"));
    assertEquals("644 0:0 x\n", theirs.files().get("count"));
    assertFalse(
        build.log().stream().anyMatch(line -> line.endsWith("CACHED")),
        "nothing tells that somebody has built this before");
  }

  @Test
  void saysWhichCommandFailedAndHow() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class,
            () ->
                build.build(
                    "FROM busybox AS a",
                    "ENV A=1",
                    "RUN true",
                    "FROM a",
                    "WORKDIR /x",
                    "LABEL a=b",
                    "RUN echo oh; \\",
                    "  exit 7"));

    assertTrue(failure.getMessage().startsWith("Dockerfile:7"), failure.getMessage());
    assertTrue(failure.getMessage().contains("exit code 7"), failure.getMessage());
    String log = String.join("\n", build.log());
    assertTrue(log.contains(" oh"), log);
    assertTrue(log.contains(">>> RUN echo oh"), log);
    assertEquals(1, build.bases().size(), "base images are told also where the build fails");
  }

  @Test
  void saysThatABaseImageIsMissing() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class,
            () -> build.build("FROM " + registry.host() + "/no/such:1", "RUN true"));

    assertTrue(failure.getMessage().contains("no/such:1 (Dockerfile:1"), failure.getMessage());
  }

  @Test
  void endsAllProcessesWhenInterrupted() throws Exception {
    TestingBuild build = given(new TestingSourceTree());
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    String marker = Integer.toString(100_000 + (int) (System.nanoTime() % 100_000));
    Thread building =
        new Thread(
            () -> {
              try {
                build.build("FROM busybox", "RUN echo started; sleep " + marker);
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    building.start();
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> build.log().stream().anyMatch(line -> line.endsWith(" started")));

    building.interrupt();

    Throwable why = ended.get(30, TimeUnit.SECONDS);
    assertTrue(why instanceof InterruptedException, String.valueOf(why));
    Awaitility.await().until(() -> processesWith("sleep " + marker) == 0);
  }

  @Test
  void takesValuesThatLookLikeOptionsOrShellText() throws Exception {
    String nasty = "--privileged; $(touch /tmp/x) \"q\" 'a\nb";
    TestingBuild build =
        given(new TestingSourceTree())
            .buildArgs(Map.of("VALUE", nasty, "BUILDKIT_SYNTAX", "evil/front:end"))
            .labels(Map.of("title", "--rm -f"));

    ImageReading image =
        build.build("FROM busybox", "ARG VALUE", "RUN printf %s \"$VALUE\" > /value");

    assertEquals("644 0:0 " + nasty, image.files().get("value"));
    assertEquals("--rm -f", image.config().at("/config/Labels").path("title").asText());
  }

  @Test
  void copiesTheContextWithoutWhatIsIgnoredAndNothingElse() throws Exception {
    TestingBuild build =
        given(
                new TestingSourceTree()
                    .file("app/.dockerignore", "*.key\ndeep\n!deep/shown\n")
                    .file("app/a.key", "s")
                    .file("app/deep/hidden", "s")
                    .file("app/deep/shown", "s")
                    .executable("app/run", "#!")
                    .symlink("app/link", "/etc/passwd")
                    .file("outside", "o"))
            .context("app");

    ImageReading image = build.build("FROM scratch", "COPY . /all/");

    assertEquals(
        Map.of(
            "all", "755 0:0/",
            "all/.dockerignore", "644 0:0 *.key\ndeep\n!deep/shown\n",
            "all/deep", "755 0:0/",
            "all/deep/shown", "644 0:0 s",
            "all/run", "755 0:0 #!",
            "all/link", "-> /etc/passwd"),
        image.files());
  }

  @Test
  void buildsOnTheDigestsThatItTells() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    ImageReading image =
        build.build(
            "FROM busybox AS tools",
            "FROM no/such:image AS unneeded",
            "FROM library/busybox:latest",
            "COPY --from=" + registry.host() + "/library/busybox /bin/sh /copied",
            "RUN --mount=type=bind,from=tools,target=/tools true");

    String digest =
        image.config().at("/config/Labels").path("org.opencontainers.image.base.digest").asText();
    assertTrue(digest.startsWith("sha256:"), digest);
    assertEquals(
        List.of(
            "docker.io/library/busybox:latest " + digest,
            registry.host() + "/library/busybox:latest " + digest),
        build.bases().stream().distinct().toList());
  }

  @Test
  void secretsReachTheCommandsThatMountThemAndNothingElse() throws Exception {
    TestingBuild build =
        given(new TestingSourceTree()).secrets(Map.of("npm", CANARY, "other", "unmounted"));

    ImageReading image =
        build.build(
            "FROM busybox",
            "RUN --mount=type=secret,id=npm,required=true cat /run/secrets/npm | tr a-z A-Z > /seen",
            "RUN cat /run/secrets/npm /run/secrets/other > /after 2>&1 || true");

    assertTrue(image.files().get("seen").endsWith(CANARY.toUpperCase(Locale.ROOT)));
    assertFalse(image.files().get("after").contains(CANARY), "gone in the next command");
    assertFalse(image.config().toString().contains(CANARY), "not in history or configuration");
    assertFalse(String.join("\n", build.log()).contains(CANARY), "not in the log");
    assertFalse(filesBelow(folder).contains(CANARY), "gone from the worker's disk");
    assertFalse(filesBelow(shared.resolve("d/data")).contains(CANARY), "not on the engine's disk");
  }

  @Test
  void aSecretForAnArgIsNoArgumentOfAProcessAndInNoHistory() throws Exception {
    TestingBuild build =
        given(new TestingSourceTree())
            .buildArgs(Map.of("TOKEN", CANARY, "PLAIN", "plain"))
            .secrets(Map.of("TOKEN", CANARY));
    CompletableFuture<ImageReading> built =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return build.build(
                    "FROM busybox",
                    "ARG TOKEN PLAIN",
                    "RUN echo \"$TOKEN\" | tr a-z A-Z > /seen; echo start''ed;" + " sleep 2");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> build.log().stream().anyMatch(line -> line.endsWith(" started")));

    long shown = processesWith(CANARY);

    ImageReading image = built.get(60, TimeUnit.SECONDS);
    assertEquals(0, shown, "no process has it among its arguments");
    assertTrue(image.files().get("seen").contains(CANARY.toUpperCase(Locale.ROOT)));
    assertFalse(image.config().toString().contains(CANARY), "not in the history");
    assertTrue(image.config().toString().contains("PLAIN=plain"), "others are");
    assertFalse(filesBelow(shared.resolve("worker")).contains(CANARY), "not on the worker's disk");
    assertFalse(filesBelow(shared.resolve("d/data")).contains(CANARY), "not on the engine's disk");
  }

  @Test
  void refusesASecretArgThatTheCommandWouldReadItself() throws Exception {
    TestingBuild build =
        given(new TestingSourceTree())
            .buildArgs(Map.of("DOCKER_HOST", CANARY))
            .secrets(Map.of("DOCKER_HOST", CANARY));

    BuildFailedException refusal =
        assertThrows(
            BuildFailedException.class, () -> build.build("FROM busybox", "ARG DOCKER_HOST"));

    assertTrue(refusal.getMessage().contains("DOCKER_HOST can't be a secret"));
  }

  @Test
  void aPrivateBaseIsPulledWithTheDestinationsLogin() throws Exception {
    Path place = shared.resolve("private");
    try (TestingRegistry closed = TestingRegistry.withPassword(place, "bot", "correct-horse")) {
      docker.run(shared, "login", "-u", "bot", "-p", "correct-horse", closed.host());
      closed.pushBusybox(docker, shared, "team/base");
      docker.run(shared, "logout", closed.host());
      String base = closed.host() + "/team/base";

      ImageReading image =
          given(new TestingSourceTree())
              .destination(closed.host() + "/team/app", "bot", "correct-horse")
              .build("FROM " + base, "RUN echo private > /it");

      assertTrue(image.files().containsKey("it"));
      assertFalse(filesBelow(folder).contains("Ym90OmNvcnJlY3Q"), "no login stays");
      BuildFailedException refused =
          assertThrows(
              BuildFailedException.class,
              () -> given(new TestingSourceTree()).build("FROM " + base, "RUN true"));
      assertTrue(refused.getMessage().contains("or it is private (401)"), refused.getMessage());
    }
  }

  @Test
  void aForeignPlatformIsAnObstacle() throws Exception {
    String obstacle =
        engine
            .obstacle(TestingBuild.plan("FROM busybox", "RUN true"), Platform.parse("linux/s390x"))
            .orElseThrow();

    assertTrue(obstacle.contains("the Docker engine here builds for linux/"), obstacle);
  }

  @Test
  void twoBuildsWithTheSameResultDoNotDisturbOneAnother() throws Exception {
    String[] lines = {"FROM busybox", "RUN cat /proc/sys/kernel/random/uuid > /twice"};
    BuiltImage first = given(new TestingSourceTree()).image(lines);

    List<CompletableFuture<BuiltImage>> again =
        Stream.of(1, 2, 3)
            .map(
                ignored ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return given(new TestingSourceTree()).image(lines);
                          } catch (Exception e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();

    for (CompletableFuture<BuiltImage> one : again) {
      assertEquals(first.digest(), one.get(60, TimeUnit.SECONDS).digest());
    }
  }

  private static String filesBelow(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static long processesWith(String text) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(text))
        .count();
  }
}

package dev.slipway.worker.engine.buildah;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.Requirements;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.ImageEngineContract;
import dev.slipway.worker.engine.ImageReading;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.jib.RegistryBaseImages;
import dev.slipway.worker.source.Folders;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildahEngineTest extends ImageEngineContract {

  private static final String CANARY = "canary-in-the-mine";

  @TempDir static Path shared;
  private static LocalRegistry registry;
  private static Path attempts;

  @BeforeAll
  static void startRegistry() throws Exception {
    Requirements.programs("buildah", "runc", "newuidmap", "docker-registry", "busybox", "htpasswd");
    Requirements.buildUser(new TestingBuildahConfig().user());
    registry = LocalRegistry.start(shared);
    Path folder = shared.toAbsolutePath().resolve("buildah");
    var installation = new BuildahInstallation(new TestingBuildahConfig(), folder);
    attempts = installation.setup().user().place().resolve("work");
  }

  @AfterAll
  static void cleanUp() throws Exception {
    if (registry != null) {
      registry.close();
      Path folder = shared.toAbsolutePath().resolve("buildah");
      var installation = new BuildahInstallation(new TestingBuildahConfig(), folder);
      Folders.delete(installation.setup().user().place());
    }
  }

  @Override
  protected ImageEngine engine(Path caches) {
    return new BuildahEngine(
        new TestingBuildahConfig(),
        shared,
        RegistryBaseImages.of("docker.io=http://" + registry.host(), registry.host(), "*", shared),
        "docker.io=http://" + registry.host(),
        registry.host());
  }

  @Override
  protected String base() {
    return "busybox";
  }

  @Test
  void runsCommandsAsAnotherUserThanTheWorker() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    ImageReading image =
        build.build("FROM busybox", "RUN cat /proc/self/uid_map > /map; id -u > /me");

    assertTrue(image.files().get("me").endsWith(" 0\n"), "root inside");
    String outside = image.files().get("map").lines().findFirst().orElseThrow();
    Matcher map = Pattern.compile("0 +(\\d+) +1$").matcher(outside.strip());
    assertTrue(map.find(), outside);
    assertFalse(map.group(1).equals("0"), "user 0 inside is another one outside");
  }

  @Test
  void showsCommandsNothingOfTheWorker() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    ImageReading image =
        build.build(
            "FROM busybox", "RUN cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n' > /environment");

    String environment = image.files().get("environment");
    assertFalse(environment.contains("XDG_RUNTIME_DIR"), environment);
    assertFalse(environment.contains("JAVA"), environment);
    assertFalse(environment.contains("SLIPWAY"), environment);
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
                    "RUN true",
                    "FROM busybox",
                    "RUN echo oh; \\",
                    "  exit 7"));

    assertTrue(failure.getMessage().startsWith("Dockerfile:4"), failure.getMessage());
    assertTrue(failure.getMessage().contains("exit code 7"), failure.getMessage());
    assertTrue(build.log().contains("oh"));
    assertTrue(String.join("\n", build.log()).contains(">>> RUN echo oh"));
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
  void saysThatARegistryCannotBeReached() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    IOException failure =
        assertThrows(
            IOException.class, () -> build.build("FROM 127.0.0.1:1/some/base", "RUN true"));

    assertTrue(failure.getMessage().contains("127.0.0.1:1/some/base"), failure.getMessage());
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
    Awaitility.await().until(() -> build.log().contains("started"));

    building.interrupt();

    Throwable why = ended.get(30, TimeUnit.SECONDS);
    assertTrue(why instanceof InterruptedException, String.valueOf(why));
    Awaitility.await().until(() -> sleepers(marker) == 0);
  }

  @Test
  void takesValuesThatLookLikeOptionsOrShellText() throws Exception {
    String nasty = "--privileged; $(touch /tmp/x) \"q\" 'a\nb";
    TestingBuild build =
        given(new TestingSourceTree())
            .buildArgs(Map.of("VALUE", nasty))
            .labels(Map.of("title", "--rm -f"));

    ImageReading image =
        build.build("FROM busybox", "ARG VALUE", "RUN printf %s \"$VALUE\" > /value");

    assertEquals("644 0:0 " + nasty, image.files().get("value"));
    assertEquals("--rm -f", image.config().at("/config/Labels").path("title").asText());
  }

  @Test
  void honoursDockerignoreAndFollowsNoLinkOutOfTheContext() throws Exception {
    TestingBuild build =
        given(
            new TestingSourceTree()
                .file(".dockerignore", "secret\n")
                .file("secret", "s")
                .file("shown", "s")
                .symlink("link", "/etc/passwd"));

    ImageReading image = build.build("FROM busybox", "COPY . /all/", "RUN true");

    assertFalse(image.files().containsKey("all/secret"));
    assertTrue(image.files().containsKey("all/shown"));
    assertFalse(String.valueOf(image.files().get("all/link")).contains("root:"));
  }

  @Test
  void labelsTheBaseDigest() throws Exception {
    ImageReading image = given(new TestingSourceTree()).build("FROM busybox", "RUN true");

    String digest =
        image.config().at("/config/Labels").path("org.opencontainers.image.base.digest").asText();
    assertTrue(digest.startsWith("sha256:"), digest);
  }

  @Test
  void givesTheSameCommitTheSameDigest() throws Exception {
    String first =
        given(new TestingSourceTree().file("a", "a"))
            .image("FROM busybox", "COPY a /a", "RUN echo b > /b")
            .digest()
            .value();
    String second =
        given(new TestingSourceTree().file("a", "a"))
            .image("FROM busybox", "COPY a /a", "RUN echo b > /b")
            .digest()
            .value();
    assertEquals(first, second);
  }

  @Test
  void saysWhatToInstallWhereBuildahIsMissing() throws Exception {
    BuildahEngine engine =
        new BuildahEngine(
            new TestingBuildahConfig() {
              @Override
              public String command() {
                return "no-such-buildah";
              }
            },
            shared,
            RegistryBaseImages.of("", "", "*", shared),
            "",
            "");
    String obstacle =
        engine
            .obstacle(TestingBuild.plan("FROM busybox", "RUN true"), Platform.ofThisMachine())
            .orElseThrow();
    assertTrue(obstacle.contains("install buildah, runc and uidmap"), obstacle);
  }

  @Test
  void tellsWhichBaseImagesItUsedAndUsesThose() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    ImageReading image =
        build.build(
            "FROM busybox AS tools",
            "FROM scratch AS unneeded",
            "FROM library/busybox:latest",
            "COPY --from=" + registry.host() + "/library/busybox /bin/sh /copied",
            "RUN --mount=type=bind,from=tools,target=/tools true");

    String digest = registry.digest("library/busybox");
    assertEquals(
        List.of(
            "docker.io/library/busybox:latest " + digest,
            registry.host() + "/library/busybox:latest " + digest),
        build.bases());
    assertEquals(
        digest,
        image.config().at("/config/Labels").path("org.opencontainers.image.base.digest").asText());
  }

  @Test
  void tellsOfBaseImagesAlsoWhereTheBuildFails() throws Exception {
    TestingBuild build = given(new TestingSourceTree());

    assertThrows(BuildFailedException.class, () -> build.build("FROM busybox", "RUN exit 1"));

    assertEquals(1, build.bases().size());
  }

  @Test
  void secretsReachTheCommandsThatMountThemAndNothingElse() throws Exception {
    TestingBuild build =
        given(new TestingSourceTree()).secrets(Map.of("npm", CANARY, "other", "unmounted"));

    ImageReading image =
        build.build(
            "FROM busybox",
            "RUN --mount=type=secret,id=npm,required=true cat /run/secrets/npm | tr a-z A-Z > /seen",
            "RUN --mount=type=secret,id=npm,target=/etc/npm,uid=1000,mode=0444 cat /etc/npm > /dev/null",
            "RUN cat /run/secrets/npm /run/secrets/other > /after 2>&1 || true");

    assertTrue(image.files().get("seen").endsWith(CANARY.toUpperCase(Locale.ROOT)));
    assertFalse(image.files().get("after").contains(CANARY), "gone in the next command");
    assertFalse(image.config().toString().contains(CANARY), "not in history or configuration");
    assertFalse(image.files().toString().contains("unmounted"));
    assertEquals(0, attemptsLeft(), "gone from the disk");
  }

  @Test
  void aSecretForAnArgIsNoArgumentOfAProcess() throws Exception {
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
                    "RUN echo \"$TOKEN\" | tr a-z A-Z > /seen; echo started; sleep 2");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    Awaitility.await().until(() -> build.log().contains("started"));

    boolean shown =
        ProcessHandle.allProcesses()
            .anyMatch(process -> process.info().commandLine().orElse("").contains(CANARY));

    assertFalse(shown, "no process has it among its arguments");
    ImageReading image = built.get(60, TimeUnit.SECONDS);
    assertTrue(image.files().get("seen").contains(CANARY.toUpperCase(Locale.ROOT)));
  }

  @Test
  void withoutCacheEveryCommandRunsAgain() throws Exception {
    String[] lines = {"FROM busybox", "RUN cat /proc/sys/kernel/random/uuid > /id"};

    String first = given(new TestingSourceTree()).build(lines).files().get("id");
    String cached = given(new TestingSourceTree()).build(lines).files().get("id");
    String anew = given(new TestingSourceTree()).withoutCache().build(lines).files().get("id");

    assertEquals(first, cached);
    assertNotEquals(first, anew);
  }

  @Test
  void aPrivateBaseIsPulledWithTheDestinationsLogin() throws Exception {
    Path folder = Files.createDirectories(shared.resolve("private"));
    try (LocalRegistry closed = LocalRegistry.withPassword(folder, "bot", "correct-horse")) {
      String base = closed.host() + "/team/base";
      TestingBuild build =
          given(new TestingSourceTree())
              .destination(closed.host() + "/team/app", "bot", "correct-horse");

      ImageReading image = build.build("FROM " + base, "RUN true");

      assertTrue(image.files().containsKey("bin/sh"));
      assertEquals(0, attemptsLeft(), "no login stays");
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
        engine(shared)
            .obstacle(TestingBuild.plan("FROM busybox", "RUN true"), Platform.parse("linux/s390x"))
            .orElseThrow();

    assertTrue(obstacle.contains("buildah builds for linux/"), obstacle);
  }

  @Test
  void layersOfTheBaseCanBeMountedAndAreTheRegistrysOwn() throws Exception {
    var image = given(new TestingSourceTree()).image("FROM busybox", "RUN echo a > /a");

    var blobs = image.blobs();
    String origin = "docker.io/library/busybox:latest";
    assertTrue(
        blobs.subList(1, blobs.size() - 1).stream()
            .allMatch(blob -> blob.origin() != null && blob.origin().toString().equals(origin)),
        blobs.toString());
    assertEquals(null, blobs.get(blobs.size() - 1).origin(), "its own layer is new");
  }

  @Test
  void stepsThatAreTooMuchGoTheLongestUnusedFirst() throws Exception {
    ImageEngine small =
        new BuildahEngine(
            new TestingBuildahConfig() {
              @Override
              public MemorySize cache() {
                return bytes(80 * MIB);
              }
            },
            shared.resolve("small"),
            RegistryBaseImages.of(
                "docker.io=http://" + registry.host(), registry.host(), "*", shared),
            "docker.io=http://" + registry.host(),
            registry.host());
    String fill = "RUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do cat /bin/sh > /$i; done";
    TestingBuild build = new TestingBuild(small, shared.resolve("work"));

    String old = build.build("FROM busybox", "ENV A=1", fill).config().toString();
    build.build("FROM busybox", "ENV A=2", fill);
    build.build("FROM busybox", "ENV A=3", fill);

    Path folder = shared.toAbsolutePath().resolve("small/buildah");
    BuildUser user = new BuildahInstallation(new TestingBuildahConfig(), folder).setup().user();
    Path store = user.place().resolve("stores").resolve("5a0e1f9e-0000-4000-8000-000000000001");
    StoreIndex index = StoreIndex.read(store.resolve("root"), "overlay");
    Folders.delete(user.place());
    assertTrue(index.size() <= 80 * 1024 * 1024, index.size() + " bytes");
    assertTrue(index.images().size() > 0, "what was used last stays");
    assertTrue(old.contains("A=1"));
  }

  /** Nothing of an attempt stays once its image is taken, so no secret and no login either. */
  private static long attemptsLeft() throws Exception {
    try (Stream<Path> files = Files.list(attempts)) {
      return files.count();
    }
  }

  private static long sleepers(String marker) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains("sleep " + marker))
        .count();
  }
}

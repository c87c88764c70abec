package dev.slipway.worker.engine.nativeimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.ImageReading;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.engine.TestingBuild;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.engine.layer.LayerCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeEngineTest {

  private static final String OCI = "application/vnd.oci.image.manifest.v1+json";
  private static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";

  @TempDir Path folder;

  private final TestingBaseImages bases =
      new TestingBaseImages()
          .add(
              "base",
              """
              {"Env":["Z=1","PATH=/bin"],"Cmd":["sh"],"Entrypoint":["init"],"StopSignal":"SIGQUIT",
               "Labels":{"org.opencontainers.image.revision":"base","keep":"me"},"Volumes":{"/v":{}}}""",
              new TestingTar().file("etc/passwd", "app:x:1000:1001::/:\n").directory("srv"))
          .add("docker", true, "{}", new TestingTar().file("a", "a"))
          .add(
              "onbuild",
              "{\"OnBuild\":[\"COPY a.txt /triggered/\",\"ENV FROM_TRIGGER=yes\"]}",
              new TestingTar().file("a", "a"));

  private TestingBuild build() {
    return build(new TestingSourceTree().file("a.txt", "A"), "layers");
  }

  private TestingBuild build(TestingSourceTree files, String cache) {
    return new TestingBuild(new NativeEngine(bases, new LayerCache(folder.resolve(cache))), folder)
        .with(files);
  }

  @Test
  void scratchHasAPathAndAWorkingDirectory() throws Exception {
    ImageReading image = build().build("FROM scratch", "COPY a.txt /");

    assertEquals(
        "[\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\"]",
        image.setting("Env"));
    assertEquals("\"/\"", image.setting("WorkingDir"));
    assertEquals("linux", image.config().path("os").asText());
  }

  @Test
  void aBaseIsNotReadWhereNobodyLooksIntoIt() throws Exception {
    build().image("FROM base", "ENV A=b", "CMD [\"x\"]", "USER 5", "EXPOSE 1-2/UDP").close();

    assertEquals(0, bases.opened());
  }

  @Test
  void whatTheBaseSaysStays() throws Exception {
    ImageReading image =
        build()
            .labels(Map.of("org.opencontainers.image.revision", "ours", "a", "b"))
            .build("FROM base", "LABEL a=theirs", "ENV NEW=2 Z=3");

    assertEquals("[\"Z=3\",\"PATH=/bin\",\"NEW=2\"]", image.setting("Env"));
    assertEquals("\"SIGQUIT\"", image.setting("StopSignal"));
    assertEquals("{\"/v\":{}}", image.setting("Volumes"));
    var labels = image.config().at("/config/Labels");
    assertEquals("ours", labels.path("org.opencontainers.image.revision").asText());
    assertEquals("me", labels.path("keep").asText());
    assertEquals("theirs", labels.path("a").asText());
    assertEquals(
        "docker.io/library/base:latest",
        labels.path("org.opencontainers.image.base.name").asText());
  }

  @Test
  void anEntrypointClearsTheBasesCommandOnly() throws Exception {
    assertEquals("", build().build("FROM base", "ENTRYPOINT [\"run\"]").setting("Cmd"));
    assertEquals(
        "[\"own\"]",
        build().build("FROM base", "CMD [\"own\"]", "ENTRYPOINT [\"run\"]").setting("Cmd"));
  }

  @Test
  void theShellFormUsesTheShellInForce() throws Exception {
    ImageReading image =
        build()
            .build(
                "FROM base", "CMD echo one", "SHELL [\"/bin/bash\", \"-c\"]", "ENTRYPOINT two $X");

    assertEquals("[\"/bin/sh\",\"-c\",\"echo one\"]", image.setting("Cmd"));
    assertEquals("[\"/bin/bash\",\"-c\",\"two $X\"]", image.setting("Entrypoint"));
  }

  @Test
  void aWorkingDirectoryIsMadeForTheUser() throws Exception {
    ImageReading image =
        build().build("FROM base", "USER app", "WORKDIR /srv/app", "WORKDIR sub/../data");

    assertEquals("\"/srv/app/data\"", image.setting("WorkingDir"));
    assertEquals("755 1000:1001/", image.files().get("srv/app"));
    assertEquals("755 1000:1001/", image.files().get("srv/app/data"));
    assertEquals("755 0:0/", image.files().get("srv"));
  }

  @Test
  void historyTellsWhatWroteALayer() throws Exception {
    ImageReading image =
        build().build("FROM scratch", "ENV A=b", "COPY a.txt /x", "WORKDIR /", "CMD [\"x\"]");

    var history = image.config().path("history");
    assertEquals(4, history.size());
    assertTrue(history.path(0).path("empty_layer").asBoolean());
    assertEquals("COPY a.txt /x # buildkit", history.path(1).path("created_by").asText());
    assertTrue(history.path(1).path("empty_layer").isMissingNode());
    assertEquals("2026-01-02T03:04:05Z", history.path(1).path("created").asText());
    assertEquals("2026-01-02T03:04:05Z", image.config().path("created").asText());
    assertEquals(1, image.config().at("/rootfs/diff_ids").size());
  }

  @Test
  void dockersFormatIsUsedWhereItIsNeeded() throws Exception {
    assertEquals(OCI, build().image("FROM base").mediaType());
    assertEquals(DOCKER, build().image("FROM docker", "COPY a.txt /").mediaType());
    for (String line :
        new String[] {"HEALTHCHECK CMD true", "SHELL [\"sh\"]", "ONBUILD COPY . /"}) {
      ImageReading image = build().build("FROM base", line, "COPY a.txt /");
      assertEquals(DOCKER, image.manifest().path("mediaType").asText());
      assertEquals(
          "application/vnd.docker.image.rootfs.diff.tar.gzip",
          image.manifest().at("/layers/0/mediaType").asText());
    }
  }

  @Test
  void healthchecksKeepTheirNumbers() throws Exception {
    assertEquals(
        "{\"Test\":[\"CMD-SHELL\",\"curl x\"],\"Interval\":90000000000,\"Retries\":2}",
        build()
            .build("FROM base", "HEALTHCHECK --interval=1m30s --retries=2 CMD curl x")
            .setting("Healthcheck"));
    assertEquals(
        "{\"Test\":[\"NONE\"]}",
        build().build("FROM base", "HEALTHCHECK NONE").setting("Healthcheck"));
  }

  @Test
  void triggersOfTheBaseRunFirstAndAreGone() throws Exception {
    ImageReading image = build().build("FROM onbuild", "ENV B=$FROM_TRIGGER");

    assertEquals("644 0:0 A", image.files().get("triggered/a.txt"));
    assertTrue(image.setting("Env").contains("\"B=yes\""));
    assertEquals("", image.setting("OnBuild"));
  }

  @Test
  void anotherStageIsGoneOnFrom() throws Exception {
    ImageReading image =
        build()
            .build(
                "FROM base AS one",
                "ARG X=1",
                "COPY a.txt /one",
                "ONBUILD ENV T=1",
                "FROM one",
                "COPY a.txt /two$X");

    assertEquals("644 0:0 A", image.files().get("one"));
    assertEquals("644 0:0 A", image.files().get("two1"));
    assertTrue(image.setting("Env").contains("T=1"));
    assertEquals("", image.setting("OnBuild"));
  }

  @Test
  void aMissingBaseIsSaidWithItsPlace() {
    TestingBuild build = build();

    BuildFailedException failure =
        assertThrows(BuildFailedException.class, () -> build.build("FROM nosuch:1"));

    assertEquals(
        "Dockerfile:1: base image docker.io/library/nosuch:1 not found in registry memory",
        failure.getMessage());
    assertTrue(build.log().stream().anyMatch(line -> line.contains(">>> FROM nosuch:1")));
  }

  @Test
  void equalCommitsGiveEqualBytes() throws Exception {
    String[] dockerfile = {"FROM base", "COPY --chown=1:2 . /x", "WORKDIR /y", "LABEL a=b c=d"};

    try (BuiltImage one = build(files(), "one").image(dockerfile);
        BuiltImage two = build(files(), "two").image(dockerfile)) {
      assertArrayEquals(one.manifest(), two.manifest());
      assertEquals(one.digest(), two.digest());
    }
  }

  @Test
  void anUnchangedTreeIsNeitherReadNorPackedAgain() throws Exception {
    TestingSourceTree files = files();
    TestingBuild first = build(files, "layers");
    first.image("FROM scratch", "COPY tree /tree").close();
    assertTrue(files.opened() >= 1000, "the first build reads all files");
    int opened = files.opened();
    TestingBuild second = build(files, "layers");

    BuiltImage image = second.image("FROM scratch", "ENV CHANGED=1", "COPY tree /tree");

    assertEquals(opened, files.opened());
    assertTrue(second.log().contains("#2 CACHED"), second.log()::toString);
    assertEquals(1001 + 10, ImageReading.of(image).files().size());
  }

  @Test
  void aStageThatIsOnlyCopiedFromIsNotPacked() throws Exception {
    TestingSourceTree files = files();

    ImageReading image =
        build(files, "layers")
            .build(
                "FROM scratch AS all", "COPY tree /tree",
                "FROM scratch", "COPY --from=all /tree/d1/f1 /one");

    assertEquals("644 0:0 content of 1", image.files().get("one"));
    assertEquals(1, files.opened());
  }

  @Test
  void theLogNumbersTheSteps() throws Exception {
    TestingBuild build = build();

    build.image("FROM scratch", "ENV A=b", "COPY a.txt /x", "WORKDIR /y").close();

    assertEquals("#1 [stage-0 1/3] FROM scratch", build.log().get(0));
    assertTrue(build.log().contains("#2 [stage-0 2/3] COPY a.txt /x"), build.log()::toString);
    assertTrue(build.log().contains("#3 [stage-0 3/3] WORKDIR /y"));
  }

  @Test
  void anInterruptEndsIt() {
    TestingBuild build = build();
    Thread.currentThread().interrupt();

    assertThrows(InterruptedException.class, () -> build.image("FROM scratch", "COPY a.txt /x"));
  }

  private static TestingSourceTree files() {
    TestingSourceTree files = new TestingSourceTree();
    for (int i = 0; i < 1000; i++) {
      files.file("tree/d" + i % 10 + "/f" + i, "content of " + i);
    }
    return files;
  }

  @Test
  void everyImageThatIsUsedIsToldOfOnce() throws Exception {
    TestingBuild build = build();

    build
        .image(
            "FROM docker AS unneeded",
            "FROM base AS files",
            "FROM library/base",
            "COPY --from=docker a /a",
            "COPY --from=files etc /etc",
            "COPY --from=docker:latest a /b")
        .close();

    assertEquals(
        List.of("docker.io/library/base:latest", "docker.io/library/docker:latest"),
        build.bases().stream().map(use -> use.split(" ")[0]).toList());
    assertTrue(build.bases().get(0).contains(" sha256:"));
  }

  @Test
  void scratchIsNoBaseImage() throws Exception {
    TestingBuild build = build();

    build.image("FROM scratch", "COPY a.txt /").close();

    assertEquals(List.of(), build.bases());
  }

  @Test
  void aPrivateBaseIsAskedForWithTheDestinationsLogin() throws Exception {
    bases.add("registry.example.com:5000/team/base", "{}");

    build()
        .destination("registry.example.com:5000/team/app", "bot", "pw")
        .image("FROM registry.example.com:5000/team/base", "COPY --from=base etc /etc")
        .close();

    assertEquals(
        List.of(
            "registry.example.com:5000/team/base:latest linux/amd64 RegistryLogin[bot]",
            "docker.io/library/base:latest linux/amd64 null"),
        bases.resolved());
  }

  @Test
  void theRulesPlatformIsThatOfBasesAndOfTheImage() throws Exception {
    ImageReading image =
        build()
            .platform("linux/arm/v7")
            .build(
                "FROM --platform=$BUILDPLATFORM base AS files",
                "FROM base",
                "ARG TARGETARCH BUILDPLATFORM",
                "LABEL for=$TARGETARCH on=$BUILDPLATFORM");

    assertEquals(List.of("docker.io/library/base:latest linux/arm/v7 null"), bases.resolved());
    assertEquals("arm", image.config().at("/config/Labels/for").asText());
    assertEquals("linux/amd64", image.config().at("/config/Labels/on").asText());
    ImageReading scratch = build().platform("linux/arm/v7").build("FROM scratch", "COPY a.txt /");
    assertEquals("arm", scratch.config().path("architecture").asText());
    assertEquals("v7", scratch.config().path("variant").asText());
  }

  @Test
  void withoutCacheNoLayerIsTakenFromIt() throws Exception {
    build().image("FROM scratch", "COPY a.txt /").close();
    TestingBuild again = build();
    again.image("FROM scratch", "COPY a.txt /").close();
    TestingBuild anew = build().withoutCache();
    anew.image("FROM scratch", "COPY a.txt /").close();

    assertTrue(again.log().toString().contains("CACHED"));
    assertTrue(anew.log().stream().noneMatch(line -> line.contains("CACHED")));
  }

  @Test
  void aSecretArgIsInTheImageOnlyWhereTheDockerfileWritesIt() throws Exception {
    ImageReading image =
        build()
            .buildArgs(Map.of("TOKEN", "s3cret-value", "PLAIN", "shown"))
            .secrets(Map.of("TOKEN", "s3cret-value"))
            .build(
                "ARG TOKEN",
                "FROM scratch",
                "ARG TOKEN PLAIN",
                "ARG URL=https://$TOKEN@example.com",
                "ENV KEPT=${TOKEN:+yes}",
                "COPY a.txt /");

    assertTrue(image.config().toString().contains("ARG TOKEN PLAIN=shown"));
    assertTrue(image.config().toString().contains("KEPT=yes"));
    assertFalse(image.config().toString().contains("s3cret-value"));
  }

  @Test
  void aPointerThatIsCopiedIsToldOf() throws Exception {
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 1\n"
            .formatted("0a".repeat(32));
    TestingSourceTree files = new TestingSourceTree().file("m.bin", pointer).file("n", pointer);
    TestingBuild build = build(files, "layers");

    build.image("FROM scratch", "COPY m.bin /").close();
    build.image("FROM scratch", "COPY m.bin /").close();

    assertEquals(
        2, // once a build, and also where the layer comes from the cache
        build.log().stream()
            .filter(line -> line.startsWith("WARNING: m.bin is a Git LFS pointer"))
            .count());
  }
}

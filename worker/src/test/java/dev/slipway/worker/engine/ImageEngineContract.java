package dev.slipway.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine does alike. Each engine's test extends it. */
public abstract class ImageEngineContract {

  @TempDir protected Path folder;

  /** The engine under test, with its caches below a folder of this test alone. */
  protected abstract ImageEngine engine(Path caches) throws Exception;

  /** A small base that the engine can pull: it has {@code /bin/sh} and sets CMD to {@code sh}. */
  protected abstract String base() throws Exception;

  protected final TestingBuild given(TestingSourceTree files) throws Exception {
    return new TestingBuild(engine(folder.resolve("caches")), folder.resolve("work")).with(files);
  }

  @Test
  void copiesFilesOntoScratch() throws Exception {
    TestingBuild build =
        given(new TestingSourceTree().file("app/a.txt", "A").executable("app/run", "#!"));

    ImageReading image =
        build.build("FROM scratch", "COPY app /srv/app/", "CMD [\"/srv/app/run\"]");

    assertEquals("644 0:0 A", image.files().get("srv/app/a.txt"));
    assertEquals("755 0:0 #!", image.files().get("srv/app/run"));
    assertEquals("[\"/srv/app/run\"]", image.setting("Cmd"));
  }

  @Test
  void keepsTheBaseBelow() throws Exception {
    TestingBuild build = given(new TestingSourceTree().file("hello", "hi"));

    ImageReading image = build.build("FROM " + base(), "COPY hello /hello");

    assertTrue(image.files().containsKey("bin/sh"), "the base's files are there");
    assertEquals("644 0:0 hi", image.files().get("hello"));
    assertEquals("[\"sh\"]", image.setting("Cmd"));
  }

  @Test
  void setsTheConfiguration() throws Exception {
    TestingBuild build =
        given(new TestingSourceTree()).labels(Map.of("org.opencontainers.image.revision", "abc"));

    ImageReading image =
        build.build(
            "FROM " + base(),
            "ENV GREETING=\"hello world\" PLAIN=1",
            "EXPOSE 8080",
            "USER 1000:1000",
            "WORKDIR /srv",
            "ENTRYPOINT [\"/bin/sh\"]");

    assertTrue(image.setting("Env").contains("\"GREETING=hello world\",\"PLAIN=1\""));
    assertEquals("{\"8080/tcp\":{}}", image.setting("ExposedPorts"));
    assertEquals("\"1000:1000\"", image.setting("User"));
    assertEquals("\"/srv\"", image.setting("WorkingDir"));
    assertEquals("[\"/bin/sh\"]", image.setting("Entrypoint"));
    assertEquals(
        "abc",
        image.config().at("/config/Labels").path("org.opencontainers.image.revision").asText());
  }

  @Test
  void takesBuildArgsAndStages() throws Exception {
    TestingBuild build =
        given(new TestingSourceTree().file("one", "1").file("two", "2"))
            .buildArgs(Map.of("WHICH", "two"));

    ImageReading image =
        build.build(
            "FROM scratch AS files",
            "ARG WHICH=one",
            "COPY $WHICH /picked",
            "FROM scratch",
            "COPY --from=files /picked /result");

    assertEquals("644 0:0 2", image.files().get("result"));
  }

  @Test
  void saysWhichFileIsMissingAndWhere() throws Exception {
    TestingBuild build = given(new TestingSourceTree().file("hello.txt", "hi"));

    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class,
            () -> build.build("FROM scratch", "COPY helo.txt /hello.txt"));

    assertTrue(failure.getMessage().contains("Dockerfile:2"), failure.getMessage());
    assertTrue(failure.getMessage().contains("helo.txt"), failure.getMessage());
  }

  @Test
  void failsOnAMalformedExpansion() throws Exception {
    TestingBuild build = given(new TestingSourceTree().file("a", "a"));

    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class,
            () -> build.build("FROM scratch", "ARG NAME", "COPY a ${NAME:?not-given}"));

    assertTrue(failure.getMessage().contains("not-given"), failure.getMessage());
  }
}

package dev.slipway.worker.engine.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.image.RegistryEndpoints;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.engine.TestingTar;
import dev.slipway.worker.engine.process.ProgramVersion;
import dev.slipway.worker.publish.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SentDockerfileTest {

  @TempDir private Path folder;
  private final TestingBaseImages images = new TestingBaseImages();
  private String mirrors = "";

  @Test
  void pinsBasesAndKeepsEveryLinesPlace() throws Exception {
    given("docker.io/library/base:1");

    List<String> sent =
        sent(
            "FROM \\",
            "  base:1 \\",
            "  AS Tools",
            "RUN true",
            "FROM scratch",
            "COPY --from=tools \\",
            "  /a /b",
            "COPY --from=base:1 /c /d");

    String pinned = "docker.io/library/base@sha256:";
    assertTrue(sent.get(0).matches("FROM " + pinned + "[0-9a-f]{64} AS tools"), sent.get(0));
    assertEquals(List.of("#", "#", "RUN true", "FROM scratch"), sent.subList(1, 5));
    assertEquals(List.of("COPY --from=tools \\", "  /a /b"), sent.subList(5, 7));
    assertTrue(sent.get(7).matches("COPY --from=" + pinned + "[0-9a-f]{64} /c /d"), sent.get(7));
  }

  @Test
  void pinsWhatIsMountedButNotTheSameWordInTheCommand() throws Exception {
    given("docker.io/library/base:1");

    List<String> sent =
        sent("FROM scratch", "RUN --mount=type=bind,from=base:1,target=/t tool ,from=base:1");

    assertTrue(
        sent.get(1)
            .matches("RUN --mount=type=bind,from=\\S+@sha256:\\S+,target=/t tool ,from=base:1"),
        sent.get(1));
  }

  @Test
  void takesOtherFrontEndsOutAndKeepsTheEscapeCharacter() throws Exception {
    List<String> sent =
        sent(
            "# syntax=evil/front:end",
            "# escape=`",
            "# check=skip=all",
            "FROM scratch",
            "# syntax=x");

    assertEquals(
        List.of("# escape=`", "# check=skip=all", "#", "FROM scratch", "# syntax=x"),
        sent.subList(0, 5));
  }

  @Test
  void hidesNoFrontEndBehindAnInterpreterLine() throws Exception {
    List<String> sent = sent("#!/usr/bin/env docker", "# syntax=evil/front:end", "FROM scratch");

    assertFalse(String.join("\n", sent).contains("evil"));
  }

  @Test
  void pullsFromTheMirrorThatTheEngineCanReach() throws Exception {
    given("docker.io/library/base:1");

    mirrors = "docker.io=http://127.0.0.1:5000";
    assertTrue(sent("FROM base:1").get(0).startsWith("FROM 127.0.0.1:5000/library/base@sha256:"));
    mirrors = "docker.io=http://mirror.lan:5000";
    assertTrue(sent("FROM base:1").get(0).startsWith("FROM docker.io/library/base@sha256:"));
    mirrors = "docker.io=https://mirror.lan";
    assertTrue(sent("FROM base:1").get(0).startsWith("FROM mirror.lan/library/base@sha256:"));
  }

  @Test
  void saysWhereASourceIsWrittenSoThatItCannotBePinned() {
    given("docker.io/library/base:1");

    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class, () -> sent("FROM scratch", "COPY --from=ba\"se:1\" /c /d"));

    assertTrue(
        failure.getMessage().startsWith("Dockerfile:2:1: write from="), failure.getMessage());
  }

  private void given(String reference) {
    images.add(reference, "{}", new TestingTar());
  }

  private List<String> sent(String... lines) throws Exception {
    EngineRequest request = TestingRequest.of(folder, lines);
    DockerSetup setup =
        new DockerSetup(
            new DockerCli("docker", "unix:///run/docker.sock", null),
            new ProgramVersion(20, 10),
            Platform.parse("linux/amd64"),
            "host",
            Set.of());
    PinnedBases bases =
        PinnedBases.resolve(request, images, RegistryEndpoints.parse(mirrors, ""), setup);
    return SentDockerfile.of(String.join("\n", lines), request, bases).lines().toList();
  }
}

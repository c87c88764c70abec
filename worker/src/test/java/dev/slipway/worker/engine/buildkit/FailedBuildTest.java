package dev.slipway.worker.engine.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.EngineRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words of Docker 20.10 and of newer engines. */
final class FailedBuildTest {

  private static final String[] STAGES = {
    "FROM busybox AS base",
    "ENV A=1",
    "WORKDIR /x",
    "FROM base",
    "LABEL a=b",
    "RUN exit 3",
    "COPY --from=0 /x /y"
  };

  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();

  @Test
  void findsTheLineOfAStep() throws Exception {
    String message =
        failure(
            "#7 [stage-1 1/2] RUN exit 3",
            "#7 ERROR: executor failed running [/bin/sh -c exit 3]: exit code: 3");

    assertEquals("Dockerfile:6:1: RUN exit 3 ended with exit code 3; the log says why.", message);
    assertTrue(log.get(log.size() - 1).contains(">>> RUN exit 3"), log::toString);
  }

  @Test
  void findsTheLineOfAStepOfOneOfSeveralPlatforms() throws Exception {
    String message =
        failure(
            "#7 [linux/amd64->arm64 base 2/2] WORKDIR /x",
            "#7 ERROR: failed to compute cache key: not a directory");

    assertEquals("Dockerfile:3:1: WORKDIR /x: not a directory", message);
  }

  @Test
  void pointsToTheFromWhereATriggerOfTheBaseFails() throws Exception {
    String message =
        failure("#7 [base 2/3] RUN make", "#7 ERROR: process \"x\" failed: exit code: 2");

    assertTrue(message.startsWith("Dockerfile:1:1: RUN make ended with exit code 2"), message);
  }

  @Test
  void findsTheLineThatTheEnginesFrontEndDoesNotUnderstand() throws Exception {
    assertEquals(
        "Dockerfile:2: unknown instruction: HI",
        failure("failed to solve: dockerfile parse error on line 2: unknown instruction: HI"));
    assertEquals(
        "Dockerfile:3: Unknown flag: network",
        failure(
            "failed to solve with frontend dockerfile.v0: failed to create LLB definition:"
                + " dockerfile parse error line 3: Unknown flag: network"));
  }

  @Test
  void blamesTheEngineForWhatIsItsFault() {
    assertEquals(
        "The Docker engine failed: write /x: no space left on device",
        engineFailure(
            "#7 [stage-1 1/2] RUN exit 3", "#7 ERROR: write /x: no space left on device"));
    assertEquals(
        "docker build failed: Cannot connect to the Docker daemon at unix:///x.",
        engineFailure("Cannot connect to the Docker daemon at unix:///x."));
    assertTrue(
        engineFailure("#3 [internal] load metadata for a.io/b@sha256:1", "#3 ERROR: refused")
            .startsWith("The Docker engine can't pull the base image a.io/b@sha256:1, which the"));
    assertTrue(
        engineFailure("#4 [base 1/2] FROM a.io/b@sha256:1", "#4 ERROR: broken pipe")
            .startsWith("The Docker engine can't pull the base image a.io/b@sha256:1, which the"));
  }

  private String failure(String... output) throws Exception {
    return String.valueOf(failed(output).explain().getMessage());
  }

  private String engineFailure(String... output) {
    return String.valueOf(
        assertThrows(IOException.class, () -> failed(output).explain()).getMessage());
  }

  private FailedBuild failed(String... output) throws Exception {
    EngineRequest request = TestingRequest.withLog(TestingRequest.of(folder, STAGES), log::add);
    BuildProgress progress = new BuildProgress(log::add);
    List.of(output).forEach(progress);
    return new FailedBuild(request, progress);
  }
}

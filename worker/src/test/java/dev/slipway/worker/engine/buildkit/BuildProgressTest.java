package dev.slipway.worker.engine.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BuildProgressTest {

  private final List<String> log = new ArrayList<>();
  private final BuildProgress progress = new BuildProgress(log::add);

  @Test
  void tellsStepsAndTheirOutput() {
    read(
        "#1 [internal] load build definition from Dockerfile",
        "#1 sha256:9fb0cf75528010f3b698818aeb4ee71eaa1227670f066dfe1cb60dffbf3294ec",
        "#1 DONE 0.0s",
        "",
        "#4 [2/2] RUN echo hi",
        "#4 0.061 hi",
        "#4 DONE 0.1s",
        "#5 exporting to image",
        "#5 naming to 127.0.0.1:4711/slipway/x:y done");

    assertEquals(
        List.of("#4 [2/2] RUN echo hi", "#4 0.061 hi", "#4 DONE 0.1s", "#5 exporting to image"),
        log);
  }

  @Test
  void tellsOfCommandsThatTheyWereCachedButNotOfCopies() {
    read("#4 [2/3] COPY a /a", "#4 CACHED", "#5 [stage-1 3/3] RUN true", "#5 CACHED");

    assertEquals(
        List.of("#4 [2/3] COPY a /a", "#4 DONE 0.0s", "#5 [stage-1 3/3] RUN true", "#5 CACHED"),
        log);
  }

  @Test
  void knowsWhichStepFailedAndTakesNoOutputForIt() {
    read(
        "#4 [2/3] RUN echo '#4 ERROR: no'",
        "#4 0.061 #4 ERROR: no",
        "#4 0.062 [9/9] COPY",
        "#5 [3/3] RUN false",
        "#5 ERROR: process \"/bin/sh -c false\" did not complete successfully: exit code: 1",
        "------",
        " > [3/3] RUN false:",
        "------",
        "Dockerfile:3");

    assertEquals(Optional.of("[3/3] RUN false"), progress.failedStep());
    assertEquals(
        "process \"/bin/sh -c false\" did not complete successfully: exit code: 1",
        progress.error());
  }

  @Test
  void withoutAFailedStepTheLastWordsTell() {
    read("#1 [internal] load .dockerignore", "Cannot connect to the Docker daemon", "");

    assertEquals(Optional.empty(), progress.failedStep());
    assertEquals("Cannot connect to the Docker daemon", progress.error());
  }

  private void read(String... lines) {
    List.of(lines).forEach(progress);
  }
}

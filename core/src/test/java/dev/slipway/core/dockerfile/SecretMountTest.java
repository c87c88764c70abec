package dev.slipway.core.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretMountTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=secret,id=npm                        | npm",
        "type=secret,id=npm,target=/etc/x          | npm",
        "type=secret,target=/etc/npm/token         | token",
        "type=secret,dst=token                     | token",
        "type=secret,id=npm,required               | npm required",
        "type=secret,id=npm,required=true          | npm required",
        "type=secret,required=1,id=npm             | npm required",
        "type=secret,id=npm,required=false         | npm",
        "type=secret,id=npm,env=NPM                | npm variable",
        "type=secret                               | ''",
        "type=secret,id=$NAME                      | ''",
        "type=cache,id=npm,target=/cache           | ''",
        "type=bind,from=npm,target=/x              | ''"
      })
  void aMountNamesItsSecret(String options, String expected) throws Exception {
    List<String> mounts =
        plan("FROM busybox", "RUN --mount=" + options + " true").secretMounts().stream()
            .map(
                mount ->
                    mount.id()
                        + (mount.required() ? " required" : "")
                        + (mount.asVariable() ? " variable" : ""))
            .toList();

    assertEquals(expected, String.join(",", mounts));
  }

  @Test
  void onlyStagesThatAreNeededCountInTheirOrder() throws Exception {
    BuildPlan plan =
        plan(
            "FROM busybox AS unneeded",
            "RUN --mount=type=secret,id=never true",
            "FROM busybox AS first",
            "RUN --mount=type=secret,id=a --mount=type=secret,id=b true",
            "FROM first",
            "RUN --mount=type=secret,id=c true");

    assertEquals(
        List.of("a:4", "b:4", "c:6"),
        plan.secretMounts().stream()
            .map(mount -> mount.id() + ":" + mount.range().startLine())
            .toList());
  }

  @Test
  void theBuildingMachineAndTheImageMayBeOfTwoPlatforms() throws Exception {
    PlanRequest request = new PlanRequest(null, Map.of(), "linux/arm/v7", "linux/amd64");

    BuildPlan plan =
        BuildPlanner.plan(
            parse(
                "FROM --platform=$BUILDPLATFORM tools:$TARGETARCH AS t",
                "FROM --platform=$TARGETPLATFORM base:$BUILDARCH-$TARGETVARIANT",
                "COPY --from=t /x /x"),
            request);

    assertEquals(
        List.of(
            "FROM --platform=linux/amd64 tools:arm AS t",
            "FROM --platform=linux/arm/v7 base:amd64-v7"),
        plan.stages().stream().map(BuildPlan.Stage::text).toList());
  }

  private static BuildPlan plan(String... lines) throws DockerfileException {
    return BuildPlanner.plan(parse(lines), PlanRequest.ofLastStage());
  }

  private static Dockerfile parse(String... lines) throws DockerfileException {
    return DockerfileParser.parse(
        "Dockerfile", String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }
}

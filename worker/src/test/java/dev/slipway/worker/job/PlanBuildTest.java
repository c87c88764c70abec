package dev.slipway.worker.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineSelection;
import dev.slipway.worker.engine.TestingSourceTree;
import dev.slipway.worker.publish.Platform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlanBuildTest {

  private static final String FOREIGN =
      Platform.ofThisMachine().architecture().equals("arm64") ? "linux/amd64" : "linux/arm64";

  private TestingAssignment assignment = TestingAssignment.plain();
  private SyntaxPolicy syntax = SyntaxPolicy.REFUSE;
  private final List<String> log = new ArrayList<>();

  @Test
  void dockerHubsVariablesAreOfferedWhereTheyAreDeclared() throws Exception {
    Map<String, String> args =
        plan(
                "FROM scratch",
                "ARG SOURCE_BRANCH",
                "ARG SOURCE_COMMIT COMMIT_MSG",
                "ARG DOCKER_REPO DOCKERFILE_PATH DOCKER_TAG CACHE_TAG IMAGE_NAME")
            .buildArgs();

    assertEquals(
        Map.of(
            "SOURCE_BRANCH", "main",
            "SOURCE_COMMIT", "0123456789abcdef0123456789abcdef01234567",
            "COMMIT_MSG", "A commit for a test",
            "DOCKER_REPO", "one.example.com/demo/hello",
            "DOCKERFILE_PATH", "app/Dockerfile",
            "DOCKER_TAG", "v1",
            "CACHE_TAG", "v1",
            "IMAGE_NAME", "one.example.com/demo/hello:v1"),
        args);
  }

  @Test
  void variablesThatNobodyDeclaresAreNotGiven() throws Exception {
    assertEquals(Map.of(), plan("FROM scratch", "ENV SOURCE_BRANCH=x").buildArgs());
  }

  @Test
  void theRulesOwnValuesWin() throws Exception {
    assignment =
        assignment
            .buildArgs(Map.of("DOCKER_TAG", "mine", "TOKEN", "plain"))
            .secrets(Map.of("TOKEN", "hidden", "SOURCE_BRANCH", "also hidden", "UNUSED", "x"));

    Map<String, String> args =
        plan("FROM scratch", "ARG DOCKER_TAG TOKEN SOURCE_BRANCH").buildArgs();

    assertEquals(
        Map.of("DOCKER_TAG", "mine", "TOKEN", "plain", "SOURCE_BRANCH", "also hidden"), args);
  }

  @Test
  void aSecretForAnArgIsWarnedOfWithTheWayOut() throws Exception {
    assignment = assignment.secrets(Map.of("NPM_TOKEN", "s3cret-value"));

    plan("FROM scratch", "", "ARG NPM_TOKEN");

    String shown = String.join("\n", log);
    assertTrue(shown.contains("Warning: line 3: \"ARG NPM_TOKEN\" takes a secret"), shown);
    assertTrue(shown.contains("RUN --mount=type=secret,id=NPM_TOKEN"), shown);
    assertTrue(shown.contains(">>> ARG NPM_TOKEN"), shown);
    assertFalse(shown.contains("s3cret-value"));
  }

  @Test
  void aSecretThatIsOnlyMountedNeedsNoWarning() throws Exception {
    assignment = assignment.secrets(Map.of("npm", "s3cret-value"));

    plan("FROM busybox", "RUN --mount=type=secret,id=npm,required=true cat /run/secrets/npm");

    assertEquals(List.of(), log);
  }

  @Test
  void aRequiredSecretThatIsNotThereEndsTheBuild() {
    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class,
            () ->
                plan(
                    "FROM busybox",
                    "RUN true",
                    "RUN --mount=type=secret,target=/etc/npm,required true"));

    assertTrue(failure.getMessage().startsWith("app/Dockerfile:3"), failure.getMessage());
    assertTrue(failure.getMessage().contains("the secret \"npm\""), failure.getMessage());
    assertTrue(failure.getMessage().contains("add a secret build argument"), failure.getMessage());
  }

  @Test
  void anOptionalSecretThatIsNotThereIsToldOf() throws Exception {
    plan("FROM busybox", "RUN --mount=type=secret,id=npm true");

    assertTrue(String.join("\n", log).contains("mounts the secret \"npm\""), log::toString);
  }

  @Test
  void everyPlatformHasAPlanAndWarningsShowOnce() throws Exception {
    assignment = assignment.platforms("linux/amd64", "linux/arm64", "linux/arm64/v8");

    List<PlannedBuild> plans = plans("FROM scratch", "MAINTAINER me", "COPY a /");

    assertEquals(
        List.of("linux/amd64", "linux/arm64"),
        plans.stream().map(plan -> plan.platform().toString()).toList());
    assertEquals(1, log.stream().filter(line -> line.startsWith("Warning: ")).count());
  }

  @Test
  void aMalformedPlatformIsNamed() {
    assignment = assignment.platforms("arm64");

    assertTrue(
        assertThrows(BuildFailedException.class, () -> plan("FROM scratch"))
            .getMessage()
            .contains("\"arm64\" is no platform"));
  }

  @Test
  void commandsForAnotherPlatformAreRefusedUpFront() {
    assignment = assignment.platforms(FOREIGN);

    BuildFailedException failure =
        assertThrows(
            BuildFailedException.class,
            () ->
                engines(new TestingEngine())
                    .choose(plans("FROM scratch AS files", "FROM busybox", "RUN true")));

    assertTrue(failure.getMessage().startsWith("app/Dockerfile:3"), failure.getMessage());
    assertTrue(failure.getMessage().contains("can't be done for " + FOREIGN));
    assertTrue(failure.getMessage().contains("FROM --platform=$BUILDPLATFORM"));
  }

  @Test
  void commandsForAnotherPlatformAreLeftToAnEngineThatEmulatesIt() throws Exception {
    assignment = assignment.platforms(FOREIGN);
    TestingEngine engine = new TestingEngine();
    engine.emulates = true;

    List<ChosenBuild> chosen = engines(engine).choose(plans("FROM busybox", "RUN true"));

    assertEquals(FOREIGN, chosen.get(0).planned().platform().toString());
  }

  @Test
  void commandsOnTheBuildersPlatformMayPrepareFilesForAnother() throws Exception {
    assignment = assignment.platforms(FOREIGN);

    PlannedBuild planned =
        plan(
            "FROM --platform=$BUILDPLATFORM busybox AS tools",
            "RUN true",
            "FROM scratch",
            "COPY --from=tools /bin/sh /");

    assertEquals(1, engines(new TestingEngine()).choose(List.of(planned)).size());
    assertEquals(FOREIGN, planned.platform().toString());
    assertEquals(Platform.ofThisMachine().toString(), planned.plan().stages().get(0).platform());
  }

  @Test
  void aFrontEndOfItsOwnIsRefusedUnlessTheOperatorAllowsIt() throws Exception {
    String[] lines = {"#!/bin/sh", "# escape=`", "# syntax=example.com/odd:1 x", "FROM scratch"};

    String refused = assertThrows(BuildFailedException.class, () -> plan(lines)).getMessage();

    assertTrue(refused.startsWith("app/Dockerfile:3:1: the # syntax= directive"), refused);
    assertTrue(refused.contains("\"example.com/odd:1\""), refused);
    assertTrue(refused.contains("slipway.worker.custom-syntax=true"), refused);
    syntax = SyntaxPolicy.ALLOW;
    assertEquals(1, plan(lines).plan().stages().size());
  }

  @Test
  void aFrontEndOfABuildArgumentIsRefusedToo() {
    assignment = assignment.buildArgs(Map.of("BUILDKIT_SYNTAX", "example.com/odd:1"));

    String refused =
        assertThrows(BuildFailedException.class, () -> plan("FROM scratch")).getMessage();

    assertTrue(refused.contains("the build argument BUILDKIT_SYNTAX"), refused);
  }

  private PlannedBuild plan(String... lines) throws BuildFailedException {
    return plans(lines).get(0);
  }

  private List<PlannedBuild> plans(String... lines) throws BuildFailedException {
    byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return new PlanBuild(
            assignment.build(),
            new TestingSourceTree(),
            new SourceDockerfile("app/Dockerfile", "app", content),
            syntax,
            log::add)
        .all();
  }

  private static BuildImages engines(TestingEngine engine) {
    return new BuildImages(new EngineSelection(List.of(engine), "auto"));
  }
}

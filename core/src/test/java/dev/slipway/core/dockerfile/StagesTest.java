package dev.slipway.core.dockerfile;

import static dev.slipway.core.dockerfile.Dockerfiles.errors;
import static dev.slipway.core.dockerfile.Dockerfiles.history;
import static dev.slipway.core.dockerfile.Dockerfiles.parse;
import static dev.slipway.core.dockerfile.Dockerfiles.plan;
import static dev.slipway.core.dockerfile.Dockerfiles.planErrors;
import static dev.slipway.core.dockerfile.Dockerfiles.warnings;
import static dev.slipway.core.dockerfile.Dockerfiles.withBuildArgs;
import static dev.slipway.core.dockerfile.Dockerfiles.withTarget;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Image;
import dev.slipway.core.dockerfile.BuildPlan.Scratch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Point 14 of the measure: stages, their names and what they refer to; and ONBUILD of point 29. */
class StagesTest {

  private static final String CHAIN =
      "FROM a AS Base\nFROM b AS tools\nFROM base AS app\nCOPY --from=TOOLS /x /x\nFROM c AS docs\n";

  @Nested
  class Point14Names {

    @Test
    void areLowerCaseWhateverIsWritten() throws DockerfileException {
      assertEquals("my-app_1.0", parse("FROM a AS My-App_1.0").stages().get(0).from().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-a", "_a", "a/b", "é", "a$b"})
    void otherCharactersAreRefused(String name) {
      List<String> errors = errors("FROM a AS " + name);
      assertTrue(errors.get(0).startsWith("Dockerfile:1:11: \"" + name + "\" is no stage name"));
    }

    @Test
    void givenTwiceMeanTheLater() throws DockerfileException {
      String text = "FROM a AS x\nFROM b AS X\nFROM x";
      assertEquals(new EarlierStage(1), plan(text).target().base());
      assertTrue(
          warnings(text).stream()
              .anyMatch(w -> w.startsWith("Dockerfile:2:11: DuplicateStageName: ")));
    }

    @Test
    void reservedOnesWarn() throws DockerfileException {
      assertEquals(1, warnings("FROM a AS scratch").size());
    }
  }

  @Nested
  class Point14Targets {

    @ParameterizedTest
    @CsvSource({"app,2", "APP,2", "0,0", "3,3"})
    void areFoundByNameInAnyCaseOrIndex(String target, int index) throws DockerfileException {
      assertEquals(index, plan(CHAIN, withTarget(target)).target().index());
    }

    @Test
    void areTheLastStageByDefault() throws DockerfileException {
      assertEquals("docs", plan(CHAIN).target().name());
      assertEquals("docs", plan(CHAIN, withTarget("")).target().name());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "tols| there is no stage \"tols\" to build; did you mean \"tools\"?",
          "9| there is no stage \"9\" to build; the stages are base, tools, app, docs"
        })
    void thatDoNotExistAreRefused(String target, String problem) {
      assertEquals(List.of("Dockerfile:1:1: " + problem), planErrors(CHAIN, withTarget(target)));
    }

    @Test
    void pullInOnlyWhatTheyNeedInTheFilesOrder() throws DockerfileException {
      BuildPlan plan = plan(CHAIN, withTarget("app"));
      assertEquals(List.of(0, 1, 2), plan.stages().stream().map(BuildPlan.Stage::index).toList());
      assertEquals(1, plan(CHAIN).stages().size());
    }

    @Test
    void pullInWhatRunMounts() throws DockerfileException {
      BuildPlan plan =
          plan("FROM a AS x\nFROM b\nRUN --mount=type=bind,from=x,target=/x --mount=from=c:1 ls");
      assertEquals(2, plan.stages().size());
      assertEquals(
          Map.of("x", new EarlierStage(0), "c:1", new Image("c:1")), plan.target().copiedFrom());
    }
  }

  @Nested
  class Point14References {

    @Test
    void ofFromAreEarlierStagesOrImages() throws DockerfileException {
      assertEquals(new Scratch(), plan("FROM scratch").target().base());
      assertEquals(new Image("x"), plan("FROM a AS y\nFROM x").target().base());
      assertEquals(new Image("node"), plan("FROM node AS node").target().base());
      assertEquals(new Image("0"), plan("FROM a\nFROM 0").target().base());
    }

    @Test
    void ofFromAreLowerCase() {
      assertEquals(
          List.of("Dockerfile:2:1: FROM names stages in lower case; did you mean \"base\"?"),
          planErrors("FROM a AS Base\nFROM Base"));
    }

    @Test
    void ofCopyAreIndexNameOrImage() throws DockerfileException {
      BuildPlan.Stage stage =
          plan("FROM a AS x\nFROM b\nCOPY --from=0 c d\nCOPY --from=X c d\nCOPY --from=i:1 c d")
              .target();
      assertEquals(new EarlierStage(0), stage.copiedFrom("0"));
      assertEquals(new EarlierStage(0), stage.copiedFrom("X"));
      assertEquals(new Image("i:1"), stage.copiedFrom("i:1"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "later| the stage \"later\" is not built before this one; move it up, before line 1",
          "Self| the stage \"Self\" is not built before this one; move it up, before line 1",
          "0| there is no stage 0 before this one; the first stage is 0",
          "7| there is no stage 7 before this one; the first stage is 0"
        })
    void ofCopyMustPointBack(String from, String problem) {
      String text = "FROM a AS self\nCOPY --from=" + from + " b c\nFROM d AS later";
      assertEquals(List.of("Dockerfile:2:1: " + problem), planErrors(text));
    }

    @Test
    void ofCopyTakeNoVariables() {
      assertTrue(
          errors("FROM a\nCOPY --from=$X b c")
              .get(0)
              .startsWith("Dockerfile:2:6: --from takes no variables"));
    }

    @Test
    void thatAreNoImagesAreRefused() {
      assertTrue(planErrors("FROM a:b:c:d").get(0).startsWith("Dockerfile:1:1: \"a:b:c:d\" is no"));
      assertTrue(planErrors("FROM a\nCOPY --from=A//b c d").get(0).startsWith("Dockerfile:2:1:"));
    }
  }

  @Nested
  class Point14Expansion {

    @Test
    void platformAndImageSeeGlobalArgs() throws DockerfileException {
      BuildPlan.Stage stage =
          plan(
                  "ARG P=linux/arm64\nARG I\nFROM --platform=$P ${I:-busybox} AS X",
                  withBuildArgs(Map.of("I", "debian:12")))
              .target();
      assertEquals("linux/arm64", stage.platform());
      assertEquals("FROM --platform=linux/arm64 debian:12 AS x", stage.text());
    }

    @Test
    void aStageNameMayComeFromAnArg() throws DockerfileException {
      BuildPlan plan = plan("ARG V=b\nFROM i AS s-a\nFROM j AS s-b\nFROM s-$V");
      assertEquals(new EarlierStage(1), plan.target().base());
      assertEquals(2, plan.stages().size());
    }

    @Test
    void aWrongPlatformIsRefused() {
      assertEquals(
          List.of("Dockerfile:1:1: \"a b\" is no platform; write os/arch, such as linux/amd64"),
          planErrors("FROM --platform='a b' x"));
      assertThrows(IllegalArgumentException.class, () -> new PlanRequest(null, Map.of(), "amd64"));
    }
  }

  @Nested
  class FirstRun {

    @Test
    void isFoundInNeededStagesOnly() throws DockerfileException {
      String text = "FROM a AS x\nRUN one\nFROM b AS y\nFROM x\nRUN two";
      assertEquals("RUN one", plan(text).firstRun().orElseThrow().text());
      assertTrue(plan(text, withTarget("y")).firstRun().isEmpty());
    }
  }

  @Nested
  class Point29Onbuild {

    @Test
    void triggersOfAnEarlierStageRunFirstAndOnce() throws DockerfileException {
      String text = "FROM a AS p\nONBUILD ENV A=1\nENV B=2\nFROM p AS c\nENV C=$A\nFROM c\nENV D=4";
      assertEquals(
          List.of("ONBUILD ENV A=1", "ENV B=2", "ENV A=1", "ENV C=1", "ENV D=4"), history(text));
    }

    @Test
    void triggersKeepTheirPlace() throws DockerfileException {
      BuildPlan plan = plan("FROM a AS p\n\nONBUILD \\\n USER x\nFROM p");
      assertEquals("Dockerfile:3:1", plan.target().instructions().get(0).range().toString());
    }

    @Test
    void triggersOfAnImageAreRead() throws DockerfileException {
      List<Instruction> triggers =
          OnbuildTriggers.parse("node", List.of("COPY . /app", "copy <<E /x\nhi\nE", "USER a"));
      assertEquals(
          List.of("COPY . /app", "COPY <<E /x", "USER a"),
          triggers.stream().map(Instruction::text).toList());
      assertEquals("hi\n", ((Instruction.Copy) triggers.get(1)).inlineFiles().get(0).content());
    }

    @Test
    void brokenTriggersOfAnImageAreAllReported() {
      DockerfileException refused =
          assertThrows(
              DockerfileException.class,
              () -> OnbuildTriggers.parse("n", List.of("NOPE", "FROM x", "", "ONBUILD USER a")));
      assertEquals(4, refused.diagnostics().size());
      assertTrue(refused.getMessage().startsWith("ONBUILD of n:1"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ONBUILD USER a", "FROM a", "maintainer me"})
    void someTriggersAreNotAllowed(String trigger) {
      List<String> errors = errors("FROM a\nONBUILD " + trigger);
      assertEquals(1, errors.size());
      assertTrue(errors.get(0).contains("not allowed as the trigger of ONBUILD"), errors.get(0));
    }

    @Test
    void triggersAreValidatedWhereTheyStand() {
      assertEquals(
          List.of("Dockerfile:2:14: unknown flag --form; did you mean --from?"),
          errors("FROM a\nONBUILD COPY --form=x a b"));
    }

    @Test
    void aTriggerKeepsItsHeredoc() throws DockerfileException {
      Instruction.Onbuild onbuild =
          (Instruction.Onbuild)
              parse("FROM a\nONBUILD COPY <<E /x\nhi\nE\nUSER u")
                  .stages()
                  .get(0)
                  .instructions()
                  .get(0);
      assertEquals("COPY <<E /x\nhi\nE", onbuild.trigger());
    }
  }

  @Test
  void globalArgsOfAPlanHoldNoUnsetOnes() throws DockerfileException {
    Set<String> names = plan("ARG A\nARG B=1\nFROM a").target().globalArgs().keySet();
    assertTrue(names.contains("B") && !names.contains("A"));
  }
}

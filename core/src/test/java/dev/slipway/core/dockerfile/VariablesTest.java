package dev.slipway.core.dockerfile;

import static dev.slipway.core.dockerfile.Dockerfiles.end;
import static dev.slipway.core.dockerfile.Dockerfiles.expansionError;
import static dev.slipway.core.dockerfile.Dockerfiles.history;
import static dev.slipway.core.dockerfile.Dockerfiles.last;
import static dev.slipway.core.dockerfile.Dockerfiles.plan;
import static dev.slipway.core.dockerfile.Dockerfiles.planErrors;
import static dev.slipway.core.dockerfile.Dockerfiles.withBuildArgs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points 8 to 13 of the measure, and 32: what variables mean where. */
class VariablesTest {

  @Nested
  class Point8OldAndNewValues {

    @Test
    void envSeesTheOldValue() throws DockerfileException {
      assertEquals(
          List.of("PATH=/bin", "BASE=of image", "x=2", "y=1"),
          end("FROM a\nENV x=1\nENV x=2 y=$x").environment());
    }

    @Test
    void argSeesTheNewOne() throws DockerfileException {
      assertEquals(List.of("ARG a=1 b=1"), history("FROM a\nARG a=1 b=$a"));
    }

    @Test
    void envKeepsTheOrderOfFirstAppearance() throws DockerfileException {
      assertEquals(
          List.of("PATH=/sbin:/bin", "BASE=of image", "A=3"),
          end("FROM a\nENV A=1\nENV PATH=/sbin:$PATH\nENV A=3").environment());
    }
  }

  @Nested
  class Point11NotExpanded {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "RUN echo $A \\$A",
          "CMD echo $A",
          "CMD [\"$A\"]",
          "ENTRYPOINT [\"$A\"]",
          "HEALTHCHECK CMD echo ${A}",
          "SHELL [\"$A\", \"-c\"]",
          "ONBUILD ENV B=$A",
          "MAINTAINER $A"
        })
    void textsOfCommandsStay(String line) throws DockerfileException {
      List<String> history = history("FROM a\nENV A=b\n" + line);
      assertEquals(line, history.get(1));
    }
  }

  @Nested
  class Point12Scopes {

    @Test
    void anArgBeforeFromServesFromOnly() throws DockerfileException {
      String text = "ARG V=1\nFROM busybox:$V\nENV A=[$V]";
      assertEquals(new BuildPlan.Image("busybox:1"), plan(text).target().base());
      assertTrue(end(text).environment().contains("A=[]"));
    }

    @Test
    void aBareArgImportsIt() throws DockerfileException {
      assertEquals(List.of("ARG V=1", "ENV A=1"), history("ARG V=1\nFROM a\nARG V\nENV A=$V"));
    }

    @Test
    void aDefaultInTheStageHidesIt() throws DockerfileException {
      assertEquals(List.of("ARG V=2"), history("ARG V=1\nFROM a\nARG V=2"));
    }

    @Test
    void aBuildArgumentWinsEverywhere() throws DockerfileException {
      PlanRequest request = withBuildArgs(Map.of("V", "$9"));
      assertEquals(
          List.of("ARG V=$9", "ENV A=$9"),
          history("ARG V=1\nFROM a\nARG V=${broken\nENV A=$V", request));
    }

    @Test
    void anArgWithoutAnyValueStaysUnset() throws DockerfileException {
      StageVariables end = end("FROM a\nARG V\nENV A=${V-unset}");
      assertTrue(end.environment().contains("A=unset"));
      assertFalse(end.arguments().containsKey("V"));
    }

    @Test
    void globalArgsSeeEachOther() throws DockerfileException {
      BuildPlan plan = plan("ARG A=1\nARG B=$A.2 C=${B}.3\nFROM a:$C");
      assertEquals(new BuildPlan.Image("a:1.2.3"), plan.target().base());
    }

    @Test
    void childStagesInheritArgAndEnv() throws DockerfileException {
      StageVariables end = end("FROM a AS p\nARG X=1\nENV Y=2\nFROM p\nENV Z=$X$Y");
      assertTrue(end.environment().contains("Z=12"));
      assertEquals(Map.of("X", "1"), end.arguments());
    }

    @Test
    void aChildDoesNotChangeItsParent() throws DockerfileException {
      PlanRequest request = PlanRequest.ofLastStage();
      BuildPlan.Stage stage = plan("FROM a\nENV A=1").target();
      StageVariables parent = StageVariables.forImage(stage, request, List.of());
      StageVariables child = StageVariables.forChild(stage, request, parent);
      child.expand(stage.instructions().get(0));
      assertEquals(List.of(), parent.environment());
      assertEquals(List.of("A=1"), child.environment());
    }
  }

  @Nested
  class Point13Predefined {

    @Test
    void platformArgsAreVisibleToFrom() throws DockerfileException {
      PlanRequest arm = new PlanRequest(null, Map.of(), "linux/arm/v7");
      BuildPlan plan =
          plan("FROM --platform=$BUILDPLATFORM a:$TARGETOS-$TARGETARCH-$TARGETVARIANT", arm);
      assertEquals(new BuildPlan.Image("a:linux-arm-v7"), plan.target().base());
      assertEquals("linux/arm/v7", plan.target().platform());
    }

    @Test
    void aStageNeedsAnArgForThem() throws DockerfileException {
      assertEquals(
          List.of("ENV A=[]", "ARG TARGETARCH=amd64", "ENV B=amd64"),
          history("FROM a\nENV A=[$TARGETARCH]\nARG TARGETARCH\nENV B=$TARGETARCH"));
    }

    @Test
    void proxyArgumentsNeedNoDeclarationAndStayOutOfHistory() throws DockerfileException {
      PlanRequest request =
          withBuildArgs(Map.of("http_proxy", "http://p", "HTTPS_PROXY", "http://q"));
      assertEquals(List.of(), plan("FROM a", request).warnings());
      assertEquals(List.of("ENV A=[]"), history("FROM a\nENV A=[$http_proxy]", request));
    }

    @Test
    void aBuildArgumentThatNothingDeclaresIsReportedWithoutItsValue() throws DockerfileException {
      BuildPlan plan =
          plan("ARG VERSION\nFROM a", withBuildArgs(Map.of("VERSON", "s3cret", "BUILDKIT_X", "1")));
      assertEquals(
          "[Dockerfile:1:1: the build argument \"VERSON\" has no effect: no ARG declares it; did you"
              + " mean \"VERSION\"?]",
          plan.warnings().toString());
      assertFalse(withBuildArgs(Map.of("A", "s3cret")).toString().contains("s3cret"));
    }
  }

  @Nested
  class Point32ArgAndEnvOfOneName {

    @Test
    void theLaterWinsOnReads() throws DockerfileException {
      assertEquals("ENV B=arg", history("FROM a\nENV A=env\nARG A=arg\nENV B=$A").get(2));
      assertEquals("ENV B=env", history("FROM a\nARG A=arg\nENV A=env\nENV B=$A").get(2));
    }

    @Test
    void argNeverEntersTheEnvironment() throws DockerfileException {
      StageVariables end = end("FROM a\nENV A=env\nARG A=arg");
      assertTrue(end.environment().contains("A=env"));
      assertEquals(Map.of("A", "arg"), end.arguments());
    }
  }

  @Nested
  class Failures {

    @Test
    void nameTheInstruction() {
      assertEquals(
          "Dockerfile:2:1: bad substitution: ${…} needs a variable's name",
          expansionError("FROM a\nENV A=${}"));
      assertEquals(
          "Dockerfile:3:1: X: say why", expansionError("FROM a\nUSER u\nUSER ${X:?say why}"));
    }

    @Test
    void ofFromNameTheMissingArg() {
      assertEquals(
          List.of(
              "Dockerfile:2:1: FROM \"${BASE}\" expands to nothing: the ARG \"BASE\" has no value"
                  + " here; declare it before the first FROM with a default, or give it as a build"
                  + " argument"),
          planErrors("ARG BASE\nFROM ${BASE}"));
    }

    @Test
    void ofGlobalArgsAreAllReported() {
      assertEquals(2, planErrors("ARG A=${}\nARG B=${x:#y}\nFROM a").size());
    }

    @Test
    void valuesThatDoubleAgainAndAgainAreStopped() {
      StringBuilder text = new StringBuilder("FROM a\nENV a0=0123456789\n");
      for (int i = 1; i < 100; i++) {
        text.append("ENV a" + i + "=$a" + (i - 1) + "$a" + (i - 1) + "\n");
      }
      assertTrue(expansionError(text.toString()).contains("longer than 131072 characters"));
    }

    @Test
    void manyLargeValuesAreStopped() {
      String text = "FROM a\nENV a=" + "x".repeat(60_000) + "\n" + "LABEL b=$a$a\n".repeat(1_000);
      assertTrue(expansionError(text).contains("grow without bounds"));
    }
  }

  @Nested
  class WhereWordsSplit {

    @Test
    void copyDoesNotSplitAValue() throws DockerfileException {
      Instruction.Copy copy = last(Instruction.Copy.class, "FROM a\nENV A=\"b c\"\nCOPY $A /d");
      assertEquals(List.of("b c"), copy.sources());
    }

    @Test
    void exposeSplitsAfterExpansion() throws DockerfileException {
      Instruction.Expose expose =
          last(Instruction.Expose.class, "FROM a\nENV P=\"80 81/UDP\"\nEXPOSE $P 90");
      assertEquals(List.of("80/tcp", "81/udp", "90/tcp"), expose.ports());
    }

    @Test
    void labelsKeepQuotedBlanks() throws DockerfileException {
      assertEquals(List.of("LABEL a b=c d e=f g"), history("FROM a\nLABEL \"a b\"='c d' e=f\\ g"));
    }
  }
}

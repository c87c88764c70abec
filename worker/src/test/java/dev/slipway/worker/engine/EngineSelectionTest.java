package dev.slipway.worker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.worker.publish.Platform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EngineSelectionTest {

  private static final Platform AMD64 = Platform.parse("linux/amd64");

  private final ImageEngine buildah = engine("buildah", Optional.empty());
  private final ImageEngine plain = engine("native", Optional.empty());

  @Test
  void prefersTheEngineThatNeedsLess() throws Exception {
    EngineSelection auto = new EngineSelection(List.of(buildah, plain), "auto");
    assertEquals("native", auto.select(plan(), AMD64).name());
  }

  @Test
  void takesTheNextWhereTheFirstCannot() throws Exception {
    ImageEngine helpless = engine("native", Optional.of("it can't RUN."));
    EngineSelection auto = new EngineSelection(List.of(helpless, buildah), "auto");
    assertEquals("buildah", auto.select(plan(), AMD64).name());
  }

  @Test
  void takesOnlyTheEngineThatTheOperatorWants() throws Exception {
    EngineSelection wanted = new EngineSelection(List.of(plain, buildah), "buildah");
    assertEquals("buildah", wanted.select(plan(), AMD64).name());
  }

  @Test
  void saysWhatToInstallWhenNoneCan() {
    EngineSelection auto =
        new EngineSelection(
            List.of(
                engine("native", Optional.of("it can't RUN.")),
                engine("buildah", Optional.of("install buildah."))),
            "auto");
    BuildFailedException failure =
        assertThrows(BuildFailedException.class, () -> auto.select(plan(), AMD64));
    assertEquals(
        "The Dockerfile needs RUN (Dockerfile:2:1), which no engine here can do. native: it can't"
            + " RUN. buildah: install buildah.",
        failure.getMessage());
  }

  @Test
  void refusesAnUnknownNameAndListsTheKnownOnes() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new EngineSelection(List.of(plain, buildah), "kaniko"));
    assertTrue(refusal.getMessage().contains("use auto, native, buildah"), refusal.getMessage());
  }

  private static BuildPlan plan() throws Exception {
    return TestingBuild.plan("FROM busybox", "RUN true");
  }

  private static ImageEngine engine(String name, Optional<String> obstacle) {
    return new ImageEngine() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> obstacle(BuildPlan plan, Platform platform) {
        return obstacle;
      }

      @Override
      public BuiltImage build(EngineRequest request) {
        throw new UnsupportedOperationException("nobody builds here");
      }
    };
  }
}

package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.publish.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which platforms a build makes its image for, and whether that can be done here. */
final class TargetPlatform {

  private TargetPlatform() {}

  /**
   * @param wanted as in the rule; none means this machine's
   * @return each once, in the rule's order
   * @throws BuildFailedException when one is malformed
   */
  static List<Platform> of(List<String> wanted) throws BuildFailedException {
    List<Platform> platforms = new ArrayList<>();
    try {
      for (String text : wanted) {
        Platform platform = Platform.parse(text);
        if (platforms.stream().noneMatch(platform::isSameAs)) {
          platforms.add(platform);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException("The rule's platform: " + e.getMessage() + ".", e);
    }
    return platforms.isEmpty() ? List.of(Platform.ofThisMachine()) : List.copyOf(platforms);
  }

  /**
   * Commands run for some platforms only: this machine's, and those that it emulates.
   *
   * @param runnable whether commands for a platform can be run
   * @throws BuildFailedException when a stage for another platform has a RUN
   */
  static void requireRunnable(BuildPlan plan, Platform platform, Predicate<Platform> runnable)
      throws BuildFailedException {
    Map<Integer, Platform> platforms = new HashMap<>();
    for (Stage stage : plan.stages()) {
      Platform of = platform(stage, platform, platforms);
      platforms.put(stage.index(), of);
      Optional<Instruction> run =
          stage.instructions().stream().filter(Instruction.Run.class::isInstance).findFirst();
      if (run.isPresent() && !runnable.test(of)) {
        throw notRunnable(run.get(), of);
      }
    }
  }

  private static BuildFailedException notRunnable(Instruction run, Platform platform) {
    return new BuildFailedException(
        run.range()
            + ": RUN can't be done for "
            + platform
            + " on this worker, which is "
            + Platform.ofThisMachine()
            + "; have it done in a stage FROM --platform=$BUILDPLATFORM and copy the result"
            + " from there, or choose "
            + Platform.ofThisMachine()
            + " in the rule.");
  }

  /** What a stage is for. */
  private static Platform platform(Stage stage, Platform target, Map<Integer, Platform> earlier)
      throws BuildFailedException {
    if (stage.base() instanceof EarlierStage parent) {
      return earlier.getOrDefault(parent.index(), target);
    }
    try {
      return stage.platform() == null ? target : Platform.parse(stage.platform());
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException(stage.range() + ": " + e.getMessage(), e);
    }
  }
}

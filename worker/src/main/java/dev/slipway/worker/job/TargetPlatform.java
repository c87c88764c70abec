package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.publish.Platform;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which platform a build makes its image for, and whether that can be done here. */
final class TargetPlatform {

  private TargetPlatform() {}

  /**
   * @param wanted as in the rule; none means this machine's
   * @throws BuildFailedException when there are several, or one is malformed
   */
  static Platform of(List<String> wanted) throws BuildFailedException {
    try {
      List<Platform> platforms = wanted.stream().map(Platform::parse).distinct().toList();
      if (platforms.size() > 1) {
        throw new BuildFailedException(
            "The rule asks for "
                + platforms.size()
                + " platforms ("
                + String.join(", ", wanted)
                + "), and a build makes an image for one; leave one in this rule, and make a rule"
                + " with a tag of its own for each other.");
      }
      return platforms.isEmpty() ? Platform.ofThisMachine() : platforms.get(0);
    } catch (IllegalArgumentException e) {
      throw new BuildFailedException("The rule's platform: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Commands run on this machine only.
   *
   * @throws BuildFailedException when a stage for another platform has a RUN
   */
  static void requireRunnable(BuildPlan plan, Platform platform) throws BuildFailedException {
    Map<Integer, Platform> platforms = new HashMap<>();
    for (Stage stage : plan.stages()) {
      Platform of = platform(stage, platform, platforms);
      platforms.put(stage.index(), of);
      Optional<Instruction> run =
          stage.instructions().stream().filter(Instruction.Run.class::isInstance).findFirst();
      if (run.isPresent() && !of.isSameAs(Platform.ofThisMachine())) {
        throw new BuildFailedException(
            run.get().range()
                + ": RUN can't be done for "
                + of
                + " on this worker, which is "
                + Platform.ofThisMachine()
                + "; have it done in a stage FROM --platform=$BUILDPLATFORM and copy the result"
                + " from there, or choose "
                + Platform.ofThisMachine()
                + " in the rule.");
      }
    }
  }

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

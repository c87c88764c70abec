package dev.slipway.worker.engine;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlanner;
import dev.slipway.core.dockerfile.DockerfileException;
import dev.slipway.core.dockerfile.DockerfileParser;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.worker.publish.Platform;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Picks the engine for a plan: the first that can build it, or the one that the operator wants. */
@Singleton
public final class EngineSelection {

  private static final String AUTO = "auto";

  /** What needs less comes first. */
  private static final List<String> PREFERENCE = List.of("native", "buildkit", "buildah");

  private final List<ImageEngine> candidates;

  /** The engines of this worker and the operator's wish. */
  @Inject
  EngineSelection(@All List<ImageEngine> engines, EngineConfig config) {
    this(engines, config.engine().orElse(AUTO));
  }

  /**
   * @param engines those there are
   * @param wanted a name, or {@code auto}
   * @throws IllegalArgumentException when there is no engine of that name
   */
  public EngineSelection(List<ImageEngine> engines, String wanted) {
    this.candidates =
        engines.stream()
            .filter(engine -> wanted.equals(AUTO) || engine.name().equals(wanted))
            .sorted(Comparator.comparingInt(engine -> PREFERENCE.indexOf(engine.name())))
            .toList();
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException(
          "SLIPWAY_ENGINE=\""
              + wanted
              + "\" names no engine; use auto, "
              + engines.stream().map(ImageEngine::name).collect(Collectors.joining(", ")));
    }
  }

  /**
   * @param platform what the image is for
   * @throws BuildFailedException when none can build the plan; the message says what would help
   */
  public ImageEngine select(BuildPlan plan, Platform platform) throws BuildFailedException {
    StringBuilder obstacles = new StringBuilder();
    for (ImageEngine engine : candidates) {
      Optional<String> obstacle = engine.obstacle(plan, platform);
      if (obstacle.isEmpty()) {
        return engine;
      }
      obstacles.append(' ').append(engine.name()).append(": ").append(obstacle.get());
    }
    String why =
        plan.firstRun()
            .map(EngineSelection::needsRun)
            .orElse("No engine here can build this Dockerfile.");
    throw new BuildFailedException(why + obstacles);
  }

  /** Whether any engine can run programs of a platform. */
  public boolean runs(Platform platform) {
    return candidates.stream().anyMatch(engine -> engine.runs(platform));
  }

  /** The engines that can build an empty image now, the preferred one first. */
  public List<String> available() {
    BuildPlan plan = emptyPlan();
    return candidates.stream()
        .filter(engine -> engine.obstacle(plan, Platform.ofThisMachine()).isEmpty())
        .map(ImageEngine::name)
        .toList();
  }

  private static BuildPlan emptyPlan() {
    try {
      return BuildPlanner.plan(
          DockerfileParser.parse("Dockerfile", "FROM scratch\n".getBytes(StandardCharsets.UTF_8)),
          PlanRequest.ofLastStage());
    } catch (DockerfileException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String needsRun(Instruction.Run run) {
    return "The Dockerfile needs RUN (" + run.range() + "), which no engine here can do.";
  }
}

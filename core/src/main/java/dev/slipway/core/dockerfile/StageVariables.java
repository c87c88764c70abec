package dev.slipway.core.dockerfile;

import java.util.List;
import java.util.Map;

/**
 * The variables in force at one point of a stage: ENV of the base and of the stage, ARGs declared
 * so far. An engine makes one for each stage and passes every instruction through {@link #expand}
 * in order.
 */
public interface StageVariables {

  /**
   * Expands an instruction with the variables in force before it, then lets it take effect (ENV and
   * ARG change what later instructions see).
   *
   * @return the same type of instruction with all texts final
   * @throws DockerfileException when an expansion is malformed ({@code ${}}) or demands a missing
   *     value ({@code ${x:?message}})
   */
  Instruction expand(Instruction instruction) throws DockerfileException;

  /**
   * The stage's ENV so far in order of first appearance, as {@code NAME=value} lines of a config.
   */
  List<String> environment();

  /** ARGs with a value, as RUN sees them: of an ARG and an ENV of one name, the later wins. */
  Map<String, String> arguments();

  /**
   * The variables at the start of a stage that starts from an image.
   *
   * @param baseEnvironment the image's environment, {@code NAME=value}; empty for scratch. The
   *     caller adds a PATH first where there is none
   */
  static StageVariables forImage(
      BuildPlan.Stage stage, PlanRequest request, List<String> baseEnvironment) {
    return ExpandingVariables.forImage(stage, request, baseEnvironment);
  }

  /**
   * The variables at the start of a stage that starts from an earlier one: it inherits ENV and ARG
   * as they stand at the parent's end.
   *
   * @param parent of this class, after its stage's last instruction; it is not changed
   */
  static StageVariables forChild(
      BuildPlan.Stage stage, PlanRequest request, StageVariables parent) {
    return ExpandingVariables.forChild(stage, request, parent);
  }
}

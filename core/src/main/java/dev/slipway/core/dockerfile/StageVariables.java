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

  /** ARGs with a value, as RUN sees them (ENV of the same name wins). */
  Map<String, String> arguments();
}

package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.word.ExpansionBudget;
import dev.slipway.core.dockerfile.word.ShellWords;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of a stage in a builder's eyes. Not safe for use by several threads. */
final class ExpandingVariables implements StageVariables {

  private final BuildPlan.Stage stage;
  private final PlanRequest request;
  private final ExpansionBudget budget = new ExpansionBudget();

  /** What a name means now: the last of ENV and ARG wins. */
  private final Map<String, String> visible = new LinkedHashMap<>();

  /** The image's environment, which ARGs never enter. */
  private final Map<String, String> environment = new LinkedHashMap<>();

  /** Names of the ARGs that were declared and have a value. */
  private final Map<String, String> arguments = new LinkedHashMap<>();

  private ExpandingVariables(BuildPlan.Stage stage, PlanRequest request) {
    this.stage = stage;
    this.request = request;
  }

  static ExpandingVariables forImage(
      BuildPlan.Stage stage, PlanRequest request, List<String> baseEnvironment) {
    ExpandingVariables variables = new ExpandingVariables(stage, request);
    for (String line : baseEnvironment) {
      int equals = line.indexOf('=');
      String name = equals < 0 ? line : line.substring(0, equals);
      variables.setEnvironment(name, equals < 0 ? "" : line.substring(equals + 1));
    }
    return variables;
  }

  static ExpandingVariables forChild(
      BuildPlan.Stage stage, PlanRequest request, StageVariables parent) {
    if (!(parent instanceof ExpandingVariables inherited)) {
      throw new IllegalArgumentException("the parent's variables come from StageVariables too");
    }
    ExpandingVariables variables = new ExpandingVariables(stage, request);
    variables.visible.putAll(inherited.visible);
    variables.environment.putAll(inherited.environment);
    variables.arguments.putAll(inherited.arguments);
    return variables;
  }

  @Override
  public Instruction expand(Instruction instruction) throws DockerfileException {
    try {
      return instruction.accept(new InstructionExpander(this));
    } catch (InvalidInstructionException e) {
      DockerfileException failure = new DockerfileException(List.of(e.diagnostic()));
      failure.initCause(e);
      throw failure;
    }
  }

  @Override
  public List<String> environment() {
    return environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
  }

  @Override
  public Map<String, String> arguments() {
    Map<String, String> current = new LinkedHashMap<>(arguments);
    current.replaceAll((name, value) -> visible.getOrDefault(name, value));
    return Collections.unmodifiableMap(current);
  }

  /** Expands with what is visible at this moment. */
  ShellWords words() {
    return new ShellWords(stage.escape(), visible, budget);
  }

  ExpansionBudget budget() {
    return budget;
  }

  void setEnvironment(String name, String value) {
    environment.put(name, value);
    visible.put(name, value);
  }

  void setArgument(String name, String value) {
    arguments.put(name, value);
    visible.put(name, value);
  }

  Map<String, String> buildArgs() {
    return request.buildArgs();
  }

  Map<String, String> globalArgs() {
    return stage.globalArgs();
  }
}

package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tests of this package do to Dockerfiles. */
final class Dockerfiles {

  private Dockerfiles() {}

  static Dockerfile parse(String text) throws DockerfileException {
    return DockerfileParser.parse("Dockerfile", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The instructions of the only stage, under a FROM that is put in front. */
  static List<Instruction> instructions(String text) throws DockerfileException {
    return parse("FROM scratch\n" + text).stages().get(0).instructions();
  }

  /** The first instruction, under a FROM that is put in front. */
  static <T extends Instruction> T first(Class<T> type, String text) throws DockerfileException {
    return type.cast(instructions(text).get(0));
  }

  /** Every error as {@code file:line:column: message}; none if the file is right. */
  static List<String> errors(String text) {
    try {
      parse(text);
      return List.of();
    } catch (DockerfileException e) {
      return e.diagnostics().stream().map(Diagnostic::toString).toList();
    }
  }

  static List<String> warnings(String text) throws DockerfileException {
    return parse(text).warnings().stream().map(Diagnostic::toString).toList();
  }

  static BuildPlan plan(String text, PlanRequest request) throws DockerfileException {
    return BuildPlanner.plan(parse(text), request);
  }

  static BuildPlan plan(String text) throws DockerfileException {
    return plan(text, PlanRequest.ofLastStage());
  }

  static List<String> planErrors(String text, PlanRequest request) {
    try {
      plan(text, request);
      return List.of();
    } catch (DockerfileException e) {
      return e.diagnostics().stream().map(Diagnostic::toString).toList();
    }
  }

  static List<String> planErrors(String text) {
    return planErrors(text, PlanRequest.ofLastStage());
  }

  static PlanRequest withBuildArgs(Map<String, String> buildArgs) {
    return new PlanRequest(null, buildArgs, "linux/amd64");
  }

  static PlanRequest withTarget(String target) {
    return new PlanRequest(target, Map.of(), "linux/amd64");
  }

  /** Expands every stage of a plan and returns the variables at the end of the target. */
  static StageVariables run(BuildPlan plan, PlanRequest request, List<Instruction> sink)
      throws DockerfileException {
    Map<Integer, StageVariables> ends = new HashMap<>();
    for (BuildPlan.Stage stage : plan.stages()) {
      StageVariables variables =
          stage.base() instanceof BuildPlan.EarlierStage parent
              ? StageVariables.forChild(stage, request, ends.get(parent.index()))
              : StageVariables.forImage(stage, request, List.of("PATH=/bin", "BASE=of image"));
      for (Instruction instruction : stage.instructions()) {
        sink.add(variables.expand(instruction));
      }
      ends.put(stage.index(), variables);
    }
    return ends.get(plan.target().index());
  }

  /** The target's variables after its last instruction. */
  static StageVariables end(String text, PlanRequest request) throws DockerfileException {
    return run(plan(text, request), request, new ArrayList<>());
  }

  static StageVariables end(String text) throws DockerfileException {
    return end(text, PlanRequest.ofLastStage());
  }

  /** The history texts of all stages in order. */
  static List<String> history(String text, PlanRequest request) throws DockerfileException {
    return expanded(text, request).stream().map(Instruction::text).toList();
  }

  static List<String> history(String text) throws DockerfileException {
    return history(text, PlanRequest.ofLastStage());
  }

  static List<Instruction> expanded(String text, PlanRequest request) throws DockerfileException {
    List<Instruction> instructions = new ArrayList<>();
    run(plan(text, request), request, instructions);
    return instructions;
  }

  /** The last instruction, expanded. */
  static <T extends Instruction> T last(Class<T> type, String text) throws DockerfileException {
    List<Instruction> all = expanded(text, PlanRequest.ofLastStage());
    return type.cast(all.get(all.size() - 1));
  }

  /** The message of the first error that expansion finds. */
  static String expansionError(String text) {
    try {
      expanded(text, PlanRequest.ofLastStage());
      return "";
    } catch (DockerfileException e) {
      return e.diagnostics().get(0).toString();
    }
  }
}

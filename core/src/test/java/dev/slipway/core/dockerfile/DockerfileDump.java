package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Diagnostic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Dockerfile's way through the front end as text that people can review. */
final class DockerfileDump {

  private final StringBuilder out = new StringBuilder();
  private final PlanRequest request;

  private DockerfileDump(PlanRequest request) {
    this.request = request;
  }

  static String of(byte[] content, PlanRequest request) {
    DockerfileDump dump = new DockerfileDump(request);
    dump.read(content);
    return dump.out.toString();
  }

  private void read(byte[] content) {
    try {
      Dockerfile dockerfile = DockerfileParser.parse("Dockerfile", content);
      plan(dockerfile);
    } catch (DockerfileException e) {
      e.diagnostics().forEach(problem -> line("ERROR " + problem));
    }
  }

  private void plan(Dockerfile dockerfile) {
    try {
      BuildPlan plan = BuildPlanner.plan(dockerfile, request);
      plan.warnings().forEach(warning -> line("WARNING " + warning));
      stages(plan);
    } catch (DockerfileException e) {
      for (Diagnostic problem : e.diagnostics()) {
        line("ERROR " + problem);
        line(dockerfile.excerpt(problem.range()));
      }
    }
  }

  private void stages(BuildPlan plan) throws DockerfileException {
    Map<Integer, StageVariables> ends = new HashMap<>();
    for (BuildPlan.Stage stage : plan.stages()) {
      line("STAGE " + stage.index() + " " + stage.range() + " " + stage.text());
      line("  base " + stage.base());
      StageVariables variables =
          stage.base() instanceof BuildPlan.EarlierStage parent
              ? StageVariables.forChild(stage, request, ends.get(parent.index()))
              : StageVariables.forImage(stage, request, List.of());
      for (Instruction instruction : stage.instructions()) {
        instruction(variables.expand(instruction), stage);
      }
      line("  environment " + variables.environment());
      line("  arguments " + variables.arguments());
      ends.put(stage.index(), variables);
    }
  }

  private void instruction(Instruction instruction, BuildPlan.Stage stage) {
    int start = instruction.range().startLine();
    int end = instruction.range().endLine();
    line("  " + (start == end ? "" + start : start + "-" + end) + " " + instruction.text());
    if (instruction instanceof Instruction.Copy copy) {
      copy(copy, stage);
    } else if (instruction instanceof Instruction.Cmd cmd) {
      line("      " + cmd.command());
    } else if (instruction instanceof Instruction.Entrypoint entrypoint) {
      line("      " + entrypoint.command());
    } else if (instruction instanceof Instruction.Healthcheck check) {
      line("      " + check.command() + " every " + check.interval() + " for " + check.timeout());
    } else if (instruction instanceof Instruction.Run run) {
      line("      " + run.flags() + " " + run.command());
    }
  }

  private void copy(Instruction.Copy copy, BuildPlan.Stage stage) {
    String from = copy.from() == null ? "the context" : stage.copiedFrom(copy.from()).toString();
    line("      " + copy.sources() + " of " + from + " to " + copy.destination());
    copy.inlineFiles().forEach(file -> line("      " + file.name() + ": " + visible(file)));
  }

  private static String visible(Instruction.InlineFile file) {
    return file.content().replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}

package dev.slipway.core.dockerfile.fuzz;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.SourceExcerpt;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlanner;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.core.dockerfile.DockerfileException;
import dev.slipway.core.dockerfile.DockerfileParser;
import dev.slipway.core.dockerfile.FeatureUse;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.core.dockerfile.OnbuildTriggers;
import dev.slipway.core.dockerfile.PlanDigest;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.core.dockerfile.StageVariables;
import dev.slipway.core.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way of a file through parser, planner, digest and expansion, which checks on the way what has
 * to hold for every file. Only {@link DockerfileException} may come out of the front end.
 */
final class FrontEndRun {

  private static final String NAME = "Dockerfile";
  private static final Digest BASE = new Digest("sha256:" + "ab".repeat(32));
  private static final PlanRequest REQUEST =
      new PlanRequest(null, Map.of("A", "1.2", "b", "x/y z", "UNUSED", "u"), "linux/amd64");

  private final byte[] content;
  private final StringBuilder record = new StringBuilder();
  private @Nullable Digest digest;
  private @Nullable List<String> lines;

  private FrontEndRun(byte[] content) {
    this.content = content;
  }

  /** Runs; everything that came out, as text, so that two runs can be compared. */
  static FrontEndRun of(byte[] content) {
    FrontEndRun run = new FrontEndRun(content);
    run.run();
    return run;
  }

  String record() {
    return record.toString();
  }

  /** The plan's digest; null where there is no plan. */
  @Nullable Digest digest() {
    return digest;
  }

  private void run() {
    try {
      Dockerfile dockerfile = DockerfileParser.parse(NAME, content);
      check(dockerfile.warnings());
      plan(dockerfile);
    } catch (DockerfileException e) {
      failed(e);
    }
  }

  private void plan(Dockerfile dockerfile) throws DockerfileException {
    BuildPlan plan = BuildPlanner.plan(dockerfile, REQUEST);
    check(plan.warnings());
    Map<String, Digest> bases = new HashMap<>();
    plan.stages().forEach(stage -> images(stage, bases));
    Digest of = PlanDigest.of(plan, REQUEST, bases, "context");
    digest = of;
    record.append(of).append(FeatureUse.of(plan)).append(plan.secretMounts()).append(plan);
    Map<Integer, StageVariables> ends = new HashMap<>();
    for (BuildPlan.Stage stage : plan.stages()) {
      checkOrder(stage, ends);
      ends.put(stage.index(), expand(stage, ends));
    }
  }

  private static void images(BuildPlan.Stage stage, Map<String, Digest> bases) {
    List<BuildPlan.Base> all = new ArrayList<>(stage.copiedFrom().values());
    all.add(stage.base());
    for (BuildPlan.Base base : all) {
      if (base instanceof BuildPlan.Image image) {
        bases.put(image.reference(), BASE);
      }
    }
  }

  private static void checkOrder(BuildPlan.Stage stage, Map<Integer, StageVariables> ends) {
    List<BuildPlan.Base> all = new ArrayList<>(stage.copiedFrom().values());
    all.add(stage.base());
    for (BuildPlan.Base base : all) {
      if (base instanceof BuildPlan.EarlierStage earlier) {
        require(ends.containsKey(earlier.index()), "a stage stands before what it needs");
      }
    }
  }

  private StageVariables expand(BuildPlan.Stage stage, Map<Integer, StageVariables> ends)
      throws DockerfileException {
    StageVariables variables =
        stage.base() instanceof BuildPlan.EarlierStage parent
            ? StageVariables.forChild(stage, REQUEST, ends.get(parent.index()))
            : StageVariables.forImage(stage, REQUEST, List.of("PATH=/bin"));
    for (Instruction instruction : stage.instructions()) {
      Instruction expanded = variables.expand(instruction);
      require(expanded.getClass() == instruction.getClass(), "expansion changed the type");
      require(expanded.range().equals(instruction.range()), "expansion moved the instruction");
      record.append(expanded);
      if (expanded instanceof Instruction.Onbuild onbuild) {
        OnbuildTriggers.parse("base", List.of(onbuild.trigger()));
      }
    }
    record.append(variables.environment()).append(variables.arguments());
    return variables;
  }

  private void failed(DockerfileException e) {
    require(!e.diagnostics().isEmpty(), "an exception without a diagnostic");
    check(e.diagnostics());
  }

  /** Every place lies in the file, and can be shown. */
  private void check(List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      record.append(diagnostic).append('\n');
      require(!diagnostic.message().isBlank(), "a diagnostic without words");
      SourceRange range = diagnostic.range();
      if (range.file().equals(NAME)) {
        List<String> lines = lines();
        require(range.endLine() <= Math.max(1, lines.size()), "beyond the file: " + diagnostic);
        require(range.column() >= 1, "no column: " + diagnostic);
        String line = lines.isEmpty() ? "" : lines.get(range.startLine() - 1);
        require(range.column() <= line.length() + 1, "beyond the line: " + diagnostic);
        SourceExcerpt.render(lines, range);
      }
    }
  }

  private List<String> lines() {
    List<String> known = lines;
    if (known == null) {
      known = split();
      lines = known;
    }
    return known;
  }

  private List<String> split() {
    String text = new String(content, StandardCharsets.UTF_8);
    String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\n", -1);
    List<String> trimmed = new ArrayList<>();
    for (String line : lines) {
      int end = line.length();
      while (end > 0 && line.charAt(end - 1) == '\r') {
        end--;
      }
      trimmed.add(line.substring(0, end));
    }
    return trimmed;
  }

  private static void require(boolean condition, String problem) {
    if (!condition) {
      throw new IllegalStateException(problem);
    }
  }
}

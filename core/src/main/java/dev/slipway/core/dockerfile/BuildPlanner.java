package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.diagnostic.Suggestion;
import dev.slipway.core.dockerfile.Dockerfile.StageSource;
import dev.slipway.core.dockerfile.check.CheckReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what has to be done for a target: which stages, and what each starts from. */
public final class BuildPlanner {

  private final Dockerfile dockerfile;
  private final PlanRequest request;
  private final DiagnosticCollector problems = new DiagnosticCollector();

  private BuildPlanner(Dockerfile dockerfile, PlanRequest request) {
    this.dockerfile = dockerfile;
    this.request = request;
  }

  /**
   * Plans.
   *
   * @throws DockerfileException when the target doesn't exist, a FROM expands to nothing or a stage
   *     refers to a later one
   */
  public static BuildPlan plan(Dockerfile dockerfile, PlanRequest request)
      throws DockerfileException {
    return new BuildPlanner(dockerfile, request).plan();
  }

  private BuildPlan plan() throws DockerfileException {
    GlobalArgs globalArgs = GlobalArgs.of(dockerfile, request, problems);
    StageResolver resolver = new StageResolver(dockerfile, globalArgs, problems);
    List<BuildPlan.Stage> all = resolver.resolve();
    int target = target();
    throwErrors();
    warnOfUnusedBuildArgs();
    List<BuildPlan.Stage> needed = needed(all, target);
    check(needed);
    throwErrors();
    List<Diagnostic> warnings =
        Stream.concat(dockerfile.warnings().stream(), problems.warnings().stream()).toList();
    return new BuildPlan(needed, warnings);
  }

  private void check(List<BuildPlan.Stage> needed) {
    CheckReport report = new CheckReport(dockerfile.checks(), problems);
    Set<String> global = new TreeSet<>(PlatformArgs.of(request, dockerfile).keySet());
    dockerfile.globalArgs().forEach(arg -> addNames(arg, global));
    new FromChecks(report, dockerfile, global).run(request);
    InstructionChecks instructions = new InstructionChecks(report);
    VariableChecks variables = new VariableChecks(report, global);
    for (BuildPlan.Stage stage : needed) {
      instructions.run(stage);
      variables.run(stage);
    }
  }

  private void throwErrors() throws DockerfileException {
    if (problems.hasErrors()) {
      throw new DockerfileException(problems.errors());
    }
  }

  /** The index of the target; of stages with one name the last is meant. */
  private int target() {
    List<StageSource> stages = dockerfile.stages();
    String wanted = request.target();
    if (wanted == null || wanted.isEmpty()) {
      return stages.size() - 1;
    }
    String name = wanted.toLowerCase(Locale.ROOT);
    for (int i = stages.size() - 1; i >= 0; i--) {
      if (name.equals(stages.get(i).from().name())) {
        return i;
      }
    }
    int index = StageResolver.index(wanted);
    if (index >= 0 && index < stages.size()) {
      return index;
    }
    problems.error("there is no stage \"" + wanted + "\" to build" + hint(wanted), wholeFile());
    return stages.size() - 1;
  }

  private String hint(String wanted) {
    List<String> names = new ArrayList<>();
    for (StageSource stage : dockerfile.stages()) {
      @Nullable String name = stage.from().name();
      if (name != null) {
        names.add(name);
      }
    }
    String suggestion = Suggestion.didYouMean(wanted, names);
    if (!suggestion.isEmpty()) {
      return suggestion;
    }
    return names.isEmpty()
        ? "; no stage of this file has a name"
        : "; the stages are " + String.join(", ", names);
  }

  private void warnOfUnusedBuildArgs() {
    Set<String> declared = new TreeSet<>(PlatformArgs.of(request, dockerfile).keySet());
    dockerfile.globalArgs().forEach(arg -> addNames(arg, declared));
    for (StageSource stage : dockerfile.stages()) {
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Arg arg) {
          addNames(arg, declared);
        }
      }
    }
    for (String name : new TreeSet<>(request.buildArgs().keySet())) {
      if (!declared.contains(name) && !PlatformArgs.isPredefined(name)) {
        problems.warning(
            "the build argument \""
                + name
                + "\" has no effect: no ARG declares it"
                + Suggestion.didYouMean(name, declared),
            wholeFile());
      }
    }
  }

  private static void addNames(Instruction.Arg arg, Set<String> names) {
    arg.assignments().forEach(assignment -> names.add(assignment.name()));
  }

  /** The stages that the target builds on or copies from, however far, in the file's order. */
  private static List<BuildPlan.Stage> needed(List<BuildPlan.Stage> all, int target) {
    boolean[] wanted = new boolean[all.size()];
    wanted[target] = true;
    List<BuildPlan.Stage> needed = new ArrayList<>();
    for (int i = target; i >= 0; i--) {
      if (wanted[i]) {
        BuildPlan.Stage stage = all.get(i);
        needed.add(stage);
        mark(stage.base(), wanted);
        stage.copiedFrom().values().forEach(base -> mark(base, wanted));
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  /** References point backwards, so one pass from the target down sees every stage in time. */
  private static void mark(BuildPlan.Base base, boolean[] wanted) {
    if (base instanceof BuildPlan.EarlierStage earlier) {
      wanted[earlier.index()] = true;
    }
  }

  private SourceRange wholeFile() {
    return SourceRange.startOf(dockerfile.name(), 1);
  }
}

package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Suggestion;
import dev.slipway.core.dockerfile.check.Check;
import dev.slipway.core.dockerfile.check.CheckReport;
import dev.slipway.core.dockerfile.word.VariableUse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds variables that nothing sets. What an image sets is not known here, so a stage on an image
 * is checked for one mistake only: a variable of the time before FROM that no ARG of the stage
 * imports.
 */
final class VariableChecks {

  /** More would only cost time: nobody reads them, and the report keeps fewer. */
  private static final int MAX_FOUND = 50;

  private static final String PATH = "PATH";

  private final CheckReport report;
  private final Set<String> global;
  private final Map<Integer, Known> ends = new HashMap<>();
  private int found;

  /** What a stage knows, and whether that is all there is. */
  private record Known(Set<String> names, boolean complete) {}

  /**
   * @param global names of the ARGs before the first FROM and of the platform ARGs
   */
  VariableChecks(CheckReport report, Set<String> global) {
    this.report = report;
    this.global = global;
  }

  /** Stages are given in the plan's order. */
  void run(BuildPlan.Stage stage) {
    Known known = start(stage);
    for (Instruction instruction : stage.instructions()) {
      if (instruction instanceof Instruction.Arg arg) {
        arg(arg, known, stage.escape());
      } else {
        expandedTexts(instruction).forEach(t -> check(t, known, stage.escape(), instruction));
        declared(instruction).forEach(assignment -> known.names().add(assignment.name()));
      }
    }
    ends.put(stage.index(), known);
  }

  private Known start(BuildPlan.Stage stage) {
    if (stage.base() instanceof BuildPlan.EarlierStage parent) {
      Known inherited = ends.get(parent.index());
      if (inherited != null) {
        return new Known(new HashSet<>(inherited.names()), inherited.complete());
      }
    }
    boolean scratch = stage.base() instanceof BuildPlan.Scratch;
    return new Known(new HashSet<>(Set.of(PATH)), scratch);
  }

  /** One after the other: {@code ARG a=1 b=$a} knows the a. */
  private void arg(Instruction.Arg arg, Known known, char escape) {
    for (Instruction.Assignment assignment : arg.assignments()) {
      check(String.valueOf(assignment.value()), known, escape, arg);
      known.names().add(assignment.name());
    }
  }

  private void check(String text, Known known, char escape, Instruction of) {
    VariableUse.in(text, escape).forEach(name -> check(name, known, of));
  }

  private void check(String name, Known known, Instruction of) {
    boolean suspicious = known.complete() || global.contains(name);
    if (known.names().contains(name)
        || !suspicious
        || PlatformArgs.isPredefined(name)
        || found >= MAX_FOUND) {
      return;
    }
    found++;
    String remedy =
        global.contains(name)
            ? "; what is set before FROM serves FROM only, so write ARG " + name + " in the stage"
            : Suggestion.didYouMean(name, known.names());
    report.found(
        Check.UNDEFINED_VAR,
        "the variable \"" + name + "\" is not set in this stage" + remedy,
        of.range());
  }

  private static List<Instruction.Assignment> declared(Instruction instruction) {
    return instruction instanceof Instruction.Env env ? env.assignments() : List.of();
  }

  /** The texts that a builder expands. */
  private static List<String> expandedTexts(Instruction instruction) {
    List<String> texts = new ArrayList<>();
    declared(instruction).forEach(assignment -> add(texts, assignment.value()));
    if (instruction instanceof Instruction.Label label) {
      label.assignments().forEach(assignment -> add(texts, assignment.value()));
    } else if (instruction instanceof Instruction.Copy copy) {
      texts.addAll(copy.sources());
      texts.add(copy.destination());
      texts.addAll(copy.exclude());
      add(texts, copy.chown());
      add(texts, copy.chmod());
    } else if (instruction instanceof Instruction.Workdir workdir) {
      texts.add(workdir.path());
    } else if (instruction instanceof Instruction.User user) {
      texts.add(user.user());
    } else if (instruction instanceof Instruction.Expose expose) {
      texts.addAll(expose.ports());
    } else if (instruction instanceof Instruction.Volume volume) {
      texts.addAll(volume.paths());
    } else if (instruction instanceof Instruction.Stopsignal stopsignal) {
      texts.add(stopsignal.signal());
    }
    return texts;
  }

  private static void add(List<String> texts, @Nullable String text) {
    if (text != null) {
      texts.add(text);
    }
  }
}

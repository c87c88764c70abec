package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.dockerfile.Instruction.Assignment;
import dev.slipway.core.dockerfile.word.ExpansionBudget;
import dev.slipway.core.dockerfile.word.ExpansionException;
import dev.slipway.core.dockerfile.word.ShellWords;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of the ARGs before the first FROM and of the platform ARGs: what FROM sees, and what a
 * bare ARG of a stage imports.
 */
final class GlobalArgs {

  private final Map<String, String> values;
  private final ShellWords words;

  private GlobalArgs(Map<String, String> values, char escape) {
    this.values = values;
    this.words = new ShellWords(escape, values, new ExpansionBudget());
  }

  /** A build argument wins over a default, whose expansion is then not even tried. */
  static GlobalArgs of(Dockerfile dockerfile, PlanRequest request, DiagnosticCollector problems) {
    GlobalArgs args =
        new GlobalArgs(
            new LinkedHashMap<>(PlatformArgs.of(request, dockerfile)), dockerfile.escape());
    for (Instruction.Arg arg : dockerfile.globalArgs()) {
      try {
        for (Assignment assignment : arg.assignments()) {
          args.declare(assignment, request.buildArgs());
        }
      } catch (ExpansionException e) {
        problems.error("ARG: " + e.getMessage(), arg.range());
      }
    }
    return args;
  }

  private void declare(Assignment assignment, Map<String, String> buildArgs)
      throws ExpansionException {
    String name = assignment.name();
    String given = buildArgs.get(name);
    String preset = assignment.value();
    if (given != null) {
      values.put(name, given);
    } else if (preset != null) {
      values.put(name, words.expand(preset));
    }
  }

  String expand(String text) throws ExpansionException {
    return words.expand(text);
  }

  /** A copy that no later declaration changes. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }
}

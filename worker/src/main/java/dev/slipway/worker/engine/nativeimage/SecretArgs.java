package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction.Arg;
import dev.slipway.core.dockerfile.Instruction.Assignment;
import java.util.List;
import java.util.stream.Collectors;

/** ARGs in an image's history, where everybody who may pull the image reads them. */
final class SecretArgs {

  private SecretArgs() {}

  /** The instruction for the history; an ARG whose value holds a secret stands there without it. */
  static String text(Arg arg, List<String> secrets) {
    return arg.assignments().stream().noneMatch(assignment -> holdsOne(assignment, secrets))
        ? arg.text()
        : arg.assignments().stream()
            .map(assignment -> text(assignment, secrets))
            .collect(Collectors.joining(" ", "ARG ", ""));
  }

  private static String text(Assignment assignment, List<String> secrets) {
    return assignment.value() == null || holdsOne(assignment, secrets)
        ? assignment.name()
        : assignment.name() + "=" + assignment.value();
  }

  private static boolean holdsOne(Assignment assignment, List<String> secrets) {
    String value = assignment.value();
    return value != null
        && secrets.stream().anyMatch(secret -> !secret.isEmpty() && value.contains(secret));
  }
}

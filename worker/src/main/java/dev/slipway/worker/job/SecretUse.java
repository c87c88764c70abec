package dev.slipway.worker.job;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.core.dockerfile.SecretMount;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.engine.BuildFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How a Dockerfile uses the secrets that its build is given. */
final class SecretUse {

  private final Set<String> secrets;
  private final Set<String> plain;

  SecretUse(BuildAssignment assignment) {
    this.secrets = assignment.secrets().keySet();
    this.plain = assignment.buildArgs().keySet();
  }

  /**
   * What the file's owner should know: ARGs that are given a secret, and mounts without one.
   *
   * @throws BuildFailedException when a mount requires a secret that is not there
   */
  List<Diagnostic> check(Dockerfile dockerfile, BuildPlan plan) throws BuildFailedException {
    List<Diagnostic> warnings = new ArrayList<>();
    Stream.concat(
            dockerfile.globalArgs().stream(),
            plan.stages().stream().flatMap(stage -> stage.instructions().stream()))
        .distinct()
        .forEach(instruction -> warnings.addAll(exposed(instruction)));
    for (SecretMount mount : plan.secretMounts()) {
      if (!secrets.contains(mount.id())) {
        warnings.add(absent(mount));
      }
    }
    return warnings;
  }

  private List<Diagnostic> exposed(Instruction instruction) {
    return instruction instanceof Instruction.Arg arg
        ? arg.assignments().stream()
            .map(Instruction.Assignment::name)
            .filter(name -> secrets.contains(name) && !plain.contains(name))
            .map(name -> Diagnostic.warning(exposure(name, arg), arg.range()))
            .toList()
        : List.of();
  }

  private static String exposure(String name, Instruction.Arg arg) {
    return "line "
        + arg.range().startLine()
        + ": \"ARG "
        + name
        + "\" takes a secret, so its value can end in the image's history and configuration, where"
        + " everybody who may pull the image reads it; drop the ARG and mount it where it is"
        + " needed: RUN --mount=type=secret,id="
        + name
        + " … finds it in the file /run/secrets/"
        + name;
  }

  private static Diagnostic absent(SecretMount mount) throws BuildFailedException {
    String remedy = "; add a secret build argument of that name to the repository or the rule";
    if (mount.required()) {
      throw new BuildFailedException(
          mount.range()
              + ": RUN requires the secret \""
              + mount.id()
              + "\", which this build is"
              + " not given"
              + remedy
              + ".");
    }
    return Diagnostic.warning(
        "RUN mounts the secret \"" + mount.id() + "\", which this build is not given" + remedy,
        mount.range());
  }
}

package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.source.SourceTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Values for a Dockerfile's ARGs: those of the repository and the rule; else secrets, and else the
 * variables that Docker Hub's automated builds offered, both where the Dockerfile declares them.
 */
final class BuildVariables {

  private BuildVariables() {}

  static Map<String, String> of(
      BuildAssignment assignment, SourceTree source, Dockerfile dockerfile, String path) {
    Map<String, String> values = offered(assignment, source, path);
    values.putAll(assignment.secrets());
    values.keySet().retainAll(declared(dockerfile));
    values.putAll(assignment.buildArgs());
    return values;
  }

  private static Map<String, String> offered(
      BuildAssignment assignment, SourceTree source, String path) {
    String image = assignment.destinations().get(0).image();
    String tag = assignment.tags().get(0);
    Map<String, String> values = new HashMap<>();
    values.put("SOURCE_BRANCH", assignment.ref());
    values.put("SOURCE_COMMIT", source.commit().value());
    values.put("COMMIT_MSG", source.message().strip());
    values.put("DOCKER_REPO", image);
    values.put("DOCKERFILE_PATH", path);
    values.put("DOCKER_TAG", tag);
    values.put("CACHE_TAG", tag);
    values.put("IMAGE_NAME", image + ":" + tag);
    return values;
  }

  private static Set<String> declared(Dockerfile dockerfile) {
    Set<String> names = new HashSet<>();
    dockerfile.globalArgs().forEach(arg -> addNames(arg, names));
    for (Dockerfile.StageSource stage : dockerfile.stages()) {
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Arg arg) {
          addNames(arg, names);
        }
      }
    }
    return names;
  }

  private static void addNames(Instruction.Arg arg, Set<String> names) {
    arg.assignments().forEach(assignment -> names.add(assignment.name()));
  }
}

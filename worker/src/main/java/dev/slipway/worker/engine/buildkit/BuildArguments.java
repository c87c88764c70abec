package dev.slipway.worker.engine.buildkit;

import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.EngineRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code docker build} is told, on its command line and in its environment. */
final class BuildArguments {

  /** Arguments of this prefix are for BuildKit itself: other front ends, shared caches, formats. */
  private static final String ENGINES_OWN = "BUILDKIT_";

  private final EngineRequest request;
  private final DockerSetup setup;
  private final BuildFiles files;

  BuildArguments(EngineRequest request, DockerSetup setup, BuildFiles files) {
    this.request = request;
    this.setup = setup;
    this.files = files;
  }

  /**
   * The whole command line.
   *
   * @param tag for the result, of this build alone
   */
  List<String> all(String tag, Map<String, String> labels) throws BuildFailedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "build",
                "--progress=plain",
                "--network=" + setup.network(),
                "--platform=" + request.platform(),
                "--tag=" + tag,
                "--file=" + files.dockerfile()));
    if (!request.cache()) {
      arguments.add("--no-cache");
    }
    arguments.addAll(files.secretOptions(request));
    addBuildArgs(arguments);
    arguments.addAll(CacheNamespace.of(request.repositoryId()).options());
    new TreeMap<>(labels).forEach((name, value) -> arguments.add("--label=" + name + "=" + value));
    if (request.target() != null && !request.target().isEmpty()) {
      arguments.add("--target=" + request.target());
    }
    arguments.add(files.context().toString());
    return arguments;
  }

  /** A build argument without a value is taken from the environment. */
  private void addBuildArgs(List<String> arguments) throws BuildFailedException {
    for (Map.Entry<String, String> argument : new TreeMap<>(request.buildArgs()).entrySet()) {
      String name = argument.getKey();
      if (name.startsWith(ENGINES_OWN)) {
        request.log().line("The build argument " + name + " is the worker's to set; left out.");
      } else if (!request.secrets().containsKey(name)) {
        arguments.add("--build-arg=" + name + "=" + argument.getValue());
      } else if (EnvironmentName.isFree(name)) {
        arguments.add("--build-arg=" + name);
      } else {
        throw new BuildFailedException(
            "The build argument "
                + name
                + " can't be a secret: the docker command reads that name itself. Rename it, or"
                + " mount the secret with RUN --mount=type=secret,id="
                + name
                + ".");
      }
    }
  }

  /** The secrets among the build arguments, which the command line would show to everybody. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    request
        .buildArgs()
        .forEach(
            (name, value) -> {
              if (request.secrets().containsKey(name) && EnvironmentName.isFree(name)) {
                environment.put(name, value);
              }
            });
    return environment;
  }
}

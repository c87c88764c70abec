package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.buildah.BuildahInstallation.Setup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What buildah is told to build, on its command line and in its environment. */
final class BuildArguments {

  private final String runtime;
  private final Setup setup;
  private final EngineRequest request;
  private final Path workspace;

  /**
   * @param runtime for containers
   * @param workspace holds context, Dockerfile and dockerignore
   */
  BuildArguments(String runtime, Setup setup, EngineRequest request, Path workspace) {
    this.runtime = runtime;
    this.setup = setup;
    this.request = request;
    this.workspace = workspace;
  }

  /**
   * The whole command line but for the global options. Labels are not among it: each would be a
   * step of its own.
   *
   * @param pull whether base images are missing in the store
   * @param secrets options for the secrets that RUNs mount
   */
  List<String> all(Path policy, boolean pull, List<String> secrets) {
    long longestFile = setup.confinements().limits().disk();
    List<String> arguments = new ArrayList<>(List.of("build-using-dockerfile"));
    arguments.addAll(
        List.of(
            "--isolation=" + setup.isolation(),
            "--runtime=" + runtime,
            "--network=" + setup.network().option(),
            "--ulimit=fsize=" + longestFile + ":" + longestFile,
            "--ulimit=core=0:0",
            "--force-rm",
            "--http-proxy=false",
            "--format=docker",
            "--layers",
            "--pull=" + pull,
            "--timestamp=" + request.source().commitTime().getEpochSecond(),
            "--signature-policy=" + policy,
            "--ignorefile=" + workspace.resolve("dockerignore"),
            "--iidfile=" + workspace.resolve("image-id"),
            "--file=" + workspace.resolve("Dockerfile")));
    if (!request.cache()) {
      arguments.add("--no-cache");
    }
    arguments.addAll(secrets);
    addBuildArgs(arguments);
    if (request.target() != null && !request.target().isEmpty()) {
      arguments.add("--target=" + request.target());
    }
    arguments.add(workspace.resolve("context").toString());
    return arguments;
  }

  /** A build argument without a value is taken from the environment. */
  private void addBuildArgs(List<String> arguments) {
    new TreeMap<>(request.buildArgs())
        .forEach(
            (name, value) ->
                arguments.add("--build-arg=" + (inEnvironment(name) ? name : name + "=" + value)));
  }

  /** The secrets among the build arguments, which the command line would show to everybody. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    request
        .buildArgs()
        .forEach(
            (name, value) -> {
              if (inEnvironment(name)) {
                environment.put(name, value);
              }
            });
    return environment;
  }

  private boolean inEnvironment(String name) {
    return request.secrets().containsKey(name) && SecretArgument.fitsEnvironment(name);
  }
}

package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.EngineRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What buildah is told to build, on its command line and in its environment. */
final class BuildArguments {

  private final BuildahConfig config;
  private final EngineRequest request;
  private final Path workspace;

  /**
   * @param workspace holds context, Dockerfile and dockerignore
   */
  BuildArguments(BuildahConfig config, EngineRequest request, Path workspace) {
    this.config = config;
    this.request = request;
    this.workspace = workspace;
  }

  /**
   * The whole command line but for the global options. Base images are in the store already, in the
   * version that the name stands for now, so nothing is pulled.
   *
   * @param secrets options for the secrets that RUNs mount
   */
  List<String> all(Path policy, Map<String, String> labels, List<String> secrets) {
    List<String> arguments = new ArrayList<>(List.of("build-using-dockerfile"));
    arguments.addAll(
        List.of(
            "--isolation=rootless",
            "--runtime=" + config.runtime(),
            "--network=" + config.network(),
            "--http-proxy=false",
            "--format=docker",
            "--layers",
            "--pull=false",
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
    labels.forEach((name, value) -> arguments.add("--label=" + name + "=" + value));
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

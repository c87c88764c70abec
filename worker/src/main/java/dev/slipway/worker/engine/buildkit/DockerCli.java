package dev.slipway.worker.engine.buildkit;

import dev.slipway.worker.engine.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the docker command with nothing of the service's own environment or settings.
 *
 * @param program a path
 * @param host where the engine listens
 * @param certificates folder for TLS, null without
 */
record DockerCli(String program, String host, @Nullable Path certificates) {

  private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";

  /**
   * Runs a command.
   *
   * @param config folder for {@code DOCKER_CONFIG}, where the command finds its logins
   * @param variables for its environment; one that it has already stays as it is
   * @return the exit code
   */
  int run(
      List<String> arguments, Path config, Map<String, String> variables, Consumer<String> onLine)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    Map<String, String> environment = new HashMap<>(variables);
    environment.putAll(environment(config));
    return ChildProcess.run(command, environment, config, onLine);
  }

  private Map<String, String> environment(Path config) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse(DEFAULT_PATH));
    environment.put("HOME", config.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("DOCKER_HOST", host);
    environment.put("DOCKER_CONFIG", config.toString());
    environment.put("DOCKER_BUILDKIT", "1");
    // The engine itself builds, whatever builder somebody may have chosen; one image, no index.
    environment.put("BUILDX_BUILDER", "default");
    environment.put("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    if (certificates != null) {
      environment.put("DOCKER_TLS_VERIFY", "1");
      environment.put("DOCKER_CERT_PATH", certificates.toString());
    }
    return environment;
  }
}

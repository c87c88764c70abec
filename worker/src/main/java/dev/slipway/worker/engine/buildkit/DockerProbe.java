package dev.slipway.worker.engine.buildkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.worker.engine.process.ProgramVersion;
import dev.slipway.worker.publish.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Looks for a docker command that can build with BuildKit, and asks the engine who it is. */
final class DockerProbe implements Callable<DockerSetup> {

  private static final String INSTALL = "on Debian: apt-get install docker.io";

  /** The first whose own front end knows RUN --mount. */
  private static final ProgramVersion OLDEST_ENGINE = new ProgramVersion(20, 10);

  /** From here on the command leaves BuildKit to its buildx plug-in. */
  private static final int NEEDS_PLUGIN = 23;

  private static final JsonMapper JSON = new JsonMapper();

  private final BuildkitConfig config;
  private final Path folder;

  /**
   * @param folder where the command may look for settings; there are none
   */
  DockerProbe(BuildkitConfig config, Path folder) {
    this.config = config;
    this.folder = folder;
  }

  @Override
  public DockerSetup call() throws MissingException, IOException, InterruptedException {
    String unfit = "the docker command is not installed; " + INSTALL + ".";
    for (Path program : candidates()) {
      DockerCli cli =
          new DockerCli(program.toString(), config.host(), config.certificates().orElse(null));
      Optional<JsonNode> versions = json(cli, "version", "--format", "{{json .}}");
      if (versions.isEmpty() || !versions.get().path("Client").isObject()) {
        unfit = program + " says nothing about its version; " + INSTALL + ".";
      } else if (!buildsWithBuildkit(cli, versions.get())) {
        unfit =
            program
                + " can't build with BuildKit: its buildx plug-in is missing; install"
                + " docker-buildx-plugin (Debian: docker-buildx).";
      } else {
        return setup(cli, versions.get().path("Server"));
      }
    }
    throw new MissingException(unfit);
  }

  /** The operator's, or all on the PATH: another one of that name may stand before the real one. */
  private List<Path> candidates() {
    Optional<String> wanted = config.command();
    if (wanted.filter(command -> command.indexOf('/') >= 0).isPresent()) {
      return List.of(Path.of(wanted.get()));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/bin"))
        .filter(place -> !place.isEmpty())
        .distinct()
        .map(place -> Path.of(place, wanted.orElse("docker")))
        .filter(Files::isExecutable)
        .toList();
  }

  private boolean buildsWithBuildkit(DockerCli cli, JsonNode versions)
      throws IOException, InterruptedException {
    ProgramVersion client = version(versions.path("Client"));
    return client.major() < NEEDS_PLUGIN || succeeds(cli, "buildx", "version");
  }

  private DockerSetup setup(DockerCli cli, JsonNode server)
      throws MissingException, IOException, InterruptedException {
    if (!server.isObject()) {
      throw new MissingException(
          "no Docker engine answers at "
              + config.host()
              + "; start it and let the worker's user use it, or set SLIPWAY_WORKER_BUILDKIT_HOST"
              + " to where it listens.");
    }
    ProgramVersion version = version(server);
    if (version.compareTo(OLDEST_ENGINE) < 0) {
      throw new MissingException(
          "the Docker engine is " + version + "; builds need " + OLDEST_ENGINE + " or newer.");
    }
    Platform platform =
        Platform.parse(server.path("Os").asText() + "/" + server.path("Arch").asText());
    return new DockerSetup(cli, version, platform, network(cli), plainRegistries(cli));
  }

  private static ProgramVersion version(JsonNode of) {
    return ProgramVersion.parse("version " + of.path("Version").asText())
        .orElse(new ProgramVersion(0, 0));
  }

  private String network(DockerCli cli) throws IOException, InterruptedException {
    if (config.network().isPresent()) {
      return switch (config.network().get()) {
        case NONE -> "none";
        case HOST -> "host";
        case DEFAULT -> "default";
      };
    }
    return succeeds(cli, "network", "inspect", "bridge") ? "default" : "host";
  }

  private Set<String> plainRegistries(DockerCli cli) throws IOException, InterruptedException {
    Set<String> plain = new HashSet<>();
    json(cli, "info", "--format", "{{json .}}")
        .ifPresent(
            info ->
                info.at("/RegistryConfig/IndexConfigs")
                    .fields()
                    .forEachRemaining(
                        index -> {
                          if (!index.getValue().path("Secure").asBoolean(true)) {
                            plain.add(index.getKey());
                          }
                        }));
    return plain;
  }

  private boolean succeeds(DockerCli cli, String... arguments)
      throws IOException, InterruptedException {
    return cli.run(List.of(arguments), folder, Map.of(), line -> {}) == 0;
  }

  /** What a command prints as JSON, on a line of its own among complaints. */
  private Optional<JsonNode> json(DockerCli cli, String... arguments)
      throws IOException, InterruptedException {
    StringBuilder json = new StringBuilder();
    // The exit code tells whether there is an engine; what is printed tells more.
    int ignored =
        cli.run(
            List.of(arguments),
            folder,
            Map.of(),
            line -> {
              if (line.startsWith("{")) {
                json.append(line);
              }
            });
    return json.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(json.toString()));
  }
}

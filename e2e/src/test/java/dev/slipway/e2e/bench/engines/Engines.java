package dev.slipway.e2e.bench.engines;

import dev.slipway.e2e.stack.BusyboxImage;
import dev.slipway.e2e.stack.Commands;
import dev.slipway.e2e.stack.DockerEngine;
import dev.slipway.e2e.stack.DockerRegistry;
import dev.slipway.e2e.stack.GitHttpServer;
import dev.slipway.e2e.stack.Standalone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each of Slipway's engines takes to build and push, beside {@code docker build && docker
 * push}, {@code buildah build && buildah push}, and Jib's own builder: every round lets all of them
 * build the same, one after the other, and push it to the same registry.
 */
public final class Engines implements AutoCloseable {

  private static final int WARM_UP = 3;
  private static final String BUILD_USER = "slipway-build";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Path folder;
  private final List<Contestant> contestants = new ArrayList<>();

  private Engines(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Path gitRoot = Files.createDirectories(folder.resolve("git"));
    GitHttpServer git = started(GitHttpServer.open(gitRoot));
    DockerRegistry registry = started(DockerRegistry.open(folder.resolve("registry")));
    BusyboxImage.pushTo(registry, folder);
    DockerEngine plain = started(DockerEngine.start(folder.resolve("d1"), registry.host()));
    DockerEngine ours = started(DockerEngine.start(folder.resolve("d2"), registry.host()));
    AptRepository apt = started(AptRepository.of("hello", folder.resolve("apt")));
    DebianImage.pushTo(registry.host(), plain, folder, apt.source());
    Map<String, String> mirror =
        Map.of("SLIPWAY_REGISTRY_MIRRORS", "docker.io=http://" + registry.host());
    for (Map<String, String> settings : settings(ours)) {
      Path place = folder.resolve(settings.get("SLIPWAY_ENGINE"));
      Map<String, String> environment = new HashMap<>(settings);
      environment.putAll(mirror);
      Standalone standalone = started(Standalone.start(place, environment));
      contestants.add(
          new SlipwayEngine(
              settings.get("SLIPWAY_ENGINE"),
              standalone,
              place.resolve("data"),
              git,
              gitRoot,
              registry.host()));
    }
    contestants.add(new PlainDocker(plain, registry.host()));
    contestants.add(new PlainBuildah(registry.host(), BUILD_USER, buildahHome()));
    contestants.add(new JibContainerizer(registry.host()));
  }

  private static List<Map<String, String>> settings(DockerEngine docker) {
    return List.of(
        Map.of("SLIPWAY_ENGINE", "native"),
        Map.of(
            "SLIPWAY_ENGINE",
            "buildkit",
            "SLIPWAY_WORKER_BUILDKIT_COMMAND",
            DockerEngine.command(),
            "SLIPWAY_WORKER_BUILDKIT_HOST",
            docker.host(),
            "SLIPWAY_WORKER_BUILDKIT_NETWORK",
            "host"),
        Map.of("SLIPWAY_ENGINE", "buildah", "SLIPWAY_WORKER_BUILDAH_NETWORK", "host"));
  }

  /** The user's own folder: what it builds in has to be reachable for it. */
  private static Path buildahHome() throws IOException {
    Path home = Files.createTempDirectory(Path.of("/home", BUILD_USER), "bench");
    Commands.run(home, "chown", BUILD_USER, home.toString());
    return home;
  }

  private <T extends AutoCloseable> T started(T part) {
    parts.push(part);
    return part;
  }

  /**
   * @param arguments the folder for {@code engines.md} and {@code engines.json}; how many rounds
   *     (5); names of cases (all)
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    List<Case> cases =
        arguments.length > 2
            ? Arrays.stream(arguments).skip(2).map(Case::valueOf).toList()
            : List.of(Case.values());
    // A short path, for the engines' sockets, that the user of the plain buildah can enter.
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "sb");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    try (Engines engines = new Engines(folder)) {
      Measurements measured = engines.run(cases, rounds);
      measured.write(Path.of(arguments[0]));
    }
  }

  private Measurements run(List<Case> cases, int rounds) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      run(cases.get(0), -1 - i, new Measurements());
    }
    Measurements measured = new Measurements();
    for (Case what : cases) {
      for (int round = 0; round < rounds; round++) {
        run(what, round, measured);
      }
      System.out.print(measured.table(what));
    }
    return measured;
  }

  private void run(Case what, int round, Measurements measured) throws Exception {
    for (Mode mode : Mode.values()) {
      for (Contestant contestant : contestants) {
        if (contestant.can(what)) {
          Path place =
              Files.createDirectories(
                  folder.resolve(
                      "rounds/" + what.name() + round + "/" + contestants.indexOf(contestant)));
          measured.add(what, mode, contestant.name(), contestant.run(what, round, mode, place));
        }
      }
    }
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}

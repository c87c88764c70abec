package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.buildah.BuildahInstallation.Setup;
import dev.slipway.worker.engine.process.Breach;
import dev.slipway.worker.engine.process.ChildProcess;
import dev.slipway.worker.engine.process.Confinement;
import dev.slipway.worker.engine.process.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Calls buildah for one attempt, with nothing of the service's own environment or settings. Each
 * call is held to the limits of a build, and nothing that it starts outlives it.
 */
final class BuildahCommand {

  /** Which images may be pulled is for registries and rules to say, not for signatures. */
  private static final String POLICY = "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}";

  private final String program;
  private final Setup setup;
  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param folder of the attempt, the build user's; settings and temporary files go there
   * @param registries a registries.conf
   */
  BuildahCommand(String program, Setup setup, Path folder, String registries) throws IOException {
    this.program = program;
    this.setup = setup;
    this.folder = folder;
    Path home = setup.user().makeFolder(folder.resolve("home"));
    this.environment = new HashMap<>(BuildahPrograms.environment(home));
    environment.put(
        "CONTAINERS_REGISTRIES_CONF",
        Files.writeString(folder.resolve("registries.conf"), registries).toString());
    environment.put(
        "REGISTRY_AUTH_FILE", Files.writeString(folder.resolve("no-auth.json"), "{}").toString());
    Files.writeString(policy(), POLICY);
  }

  /** The file for {@code --signature-policy}. */
  Path policy() {
    return folder.resolve("policy.json");
  }

  /** Runs a subcommand; its exit code. */
  int run(BuildahStores.Store store, List<String> arguments, Consumer<String> onLine)
      throws IOException, InterruptedException, LimitReachedException {
    return run(store, arguments, Map.of(), onLine);
  }

  /**
   * Runs a subcommand; its exit code.
   *
   * @param variables for its environment; one that it has already stays as it is
   * @throws LimitReachedException when it had to be ended because of what it used
   */
  int run(
      BuildahStores.Store store,
      List<String> arguments,
      Map<String, String> variables,
      Consumer<String> onLine)
      throws IOException, InterruptedException, LimitReachedException {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(environment);
    List<String> command = new ArrayList<>(setup.user().launcher());
    command.add(program);
    command.add("--root=" + store.root());
    command.add("--runroot=" + store.runRoot());
    command.add("--storage-driver=" + setup.storageDriver());
    command.addAll(arguments);
    DiskUse disk = new DiskUse(List.of(store.layerFolder()), folder, setup.confinements().limits());
    try (Confinement confinement = setup.confinements().open(UUID.randomUUID().toString());
        Watch watch = Watch.start(confinement, List.of(confinement::breach, disk::breach))) {
      int exitCode = ChildProcess.run(confinement, command, all, folder, onLine);
      Optional<Breach> breach = watch.breach();
      if (breach.isPresent()) {
        throw new LimitReachedException(breach.get());
      }
      return exitCode;
    }
  }

  /** Runs a subcommand that has to succeed and whose output nobody needs. */
  void quietly(BuildahStores.Store store, String... arguments)
      throws IOException, InterruptedException {
    LastLines output = new LastLines();
    try {
      if (run(store, Arrays.asList(arguments), output) != 0) {
        throw new IOException("buildah " + arguments[0] + " failed: " + output.error());
      }
    } catch (LimitReachedException e) {
      throw new IOException("buildah " + arguments[0] + " was ended: it " + e.getMessage(), e);
    }
  }
}

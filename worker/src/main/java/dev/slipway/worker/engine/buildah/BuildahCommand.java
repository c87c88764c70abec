package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.buildah.BuildahInstallation.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Calls buildah for one attempt, with nothing of the service's own environment or settings. */
final class BuildahCommand {

  /** Which images may be pulled is for registries and rules to say, not for signatures. */
  private static final String POLICY = "{\"default\":[{\"type\":\"insecureAcceptAnything\"}]}";

  private final String program;
  private final List<String> launcher;
  private final String storageDriver;
  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param folder of the attempt, the build user's; settings and temporary files go there
   * @param registries a registries.conf
   */
  BuildahCommand(String program, Setup setup, Path folder, String registries) throws IOException {
    this.program = program;
    this.launcher = setup.user().launcher();
    this.storageDriver = setup.storageDriver();
    this.folder = folder;
    Path home = setup.user().makeFolder(folder.resolve("home"));
    this.environment = new HashMap<>(BuildahInstallation.environment(home));
    environment.put(
        "CONTAINERS_REGISTRIES_CONF",
        Files.writeString(folder.resolve("registries.conf"), registries).toString());
    environment.put(
        "REGISTRY_AUTH_FILE", Files.writeString(folder.resolve("no-auth.json"), "{}").toString());
    Files.writeString(policy(), POLICY);
  }

  String storageDriver() {
    return storageDriver;
  }

  /** The file for {@code --signature-policy}. */
  Path policy() {
    return folder.resolve("policy.json");
  }

  /** Runs a subcommand; its exit code. */
  int run(BuildahStores.Store store, List<String> arguments, Consumer<String> onLine)
      throws IOException, InterruptedException {
    return run(store, arguments, Map.of(), onLine);
  }

  /**
   * Runs a subcommand; its exit code.
   *
   * @param variables for its environment; one that it has already stays as it is
   */
  int run(
      BuildahStores.Store store,
      List<String> arguments,
      Map<String, String> variables,
      Consumer<String> onLine)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(environment);
    List<String> command = new ArrayList<>(launcher);
    command.add(program);
    command.add("--root=" + store.root());
    command.add("--runroot=" + store.runRoot());
    command.add("--storage-driver=" + storageDriver);
    command.addAll(arguments);
    return ChildProcess.run(command, all, folder, onLine);
  }

  /** Runs a subcommand that has to succeed and whose output nobody needs. */
  void quietly(BuildahStores.Store store, String... arguments)
      throws IOException, InterruptedException {
    LastLines output = new LastLines();
    if (run(store, Arrays.asList(arguments), output) != 0) {
      throw new IOException("buildah " + arguments[0] + " failed: " + output.error());
    }
  }
}

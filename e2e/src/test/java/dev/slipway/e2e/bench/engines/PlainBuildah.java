package dev.slipway.e2e.bench.engines;

import dev.slipway.e2e.stack.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code buildah build --layers && buildah push}, as the same unprivileged user that Slipway's
 * engine is, with overlay and runc.
 *
 * @param user the user's name
 * @param home a folder that is the user's
 */
record PlainBuildah(String registry, String user, Path home) implements Contestant {

  @Override
  public String name() {
    return "buildah build, buildah push";
  }

  @Override
  public boolean can(Case what) {
    return true;
  }

  @Override
  public double run(Case what, int round, Mode mode, Path folder) throws Exception {
    Path context = Clones.prepare(what, round, mode, folder);
    Path store = home.resolve(what.name() + round);
    if (mode == Mode.COLD) {
      Commands.run(home, "install", "-d", "-o", user, "-m", "0700", store.toString());
    }
    Commands.run(folder, "chmod", "-R", "a+rX", folder.toString());
    String image = registry + "/buildah/" + what.name().toLowerCase(Locale.ROOT) + round;
    return Clones.time(
        () -> {
          buildah(
              store,
              context,
              "build",
              "--layers",
              "--isolation=rootless",
              "--runtime=runc",
              "--network=host",
              "--tls-verify=false",
              "--format=docker",
              "-q",
              "-t",
              image,
              ".");
          buildah(store, context, "push", "-q", "--tls-verify=false", image);
        });
  }

  private void buildah(Path store, Path context, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--init-groups",
                "--inh-caps=-all",
                "--",
                "buildah",
                "--root=" + store.resolve("root"),
                "--runroot=" + store.resolve("run"),
                "--storage-driver=overlay"));
    command.addAll(List.of(arguments));
    Path registries = store.resolve("registries.conf");
    if (!Files.exists(registries)) {
      Files.writeString(
          registries,
          """
          unqualified-search-registries = ["docker.io"]
          [[registry]]
          prefix = "docker.io"
          location = "docker.io"
          [[registry.mirror]]
          location = "%s"
          insecure = true
          """
              .formatted(registry));
    }
    Commands.run(
        context,
        Map.of(
            "HOME", store.toString(),
            "XDG_RUNTIME_DIR", store.toString(),
            "TMPDIR", store.toString(),
            "CONTAINERS_REGISTRIES_CONF", registries.toString()),
        command.toArray(String[]::new));
  }
}

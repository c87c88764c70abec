package dev.slipway.worker.engine.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** buildah, as root and without the isolation that only RUN needs. */
final class BuildahBuilder implements Builder, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path checkouts;
  private final Path registries;

  /**
   * @param registry mirror of Docker Hub, {@code host:port} on plain HTTP
   */
  BuildahBuilder(Path folder, Path checkouts, String registry) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.checkouts = checkouts;
    this.registries =
        Files.writeString(
            folder.resolve("registries.conf"),
            """
            unqualified-search-registries = ["docker.io"]
            short-name-mode = "disabled"
            [[registry]]
            prefix = "docker.io"
            location = "docker.io"
            [[registry.mirror]]
            location = "%s"
            insecure = true
            """
                .formatted(registry));
  }

  @Override
  public Map<String, Outcome> build(List<DifferentialCase> cases) throws Exception {
    Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    AtOnce.each(cases, each -> outcomes.put(each.name(), build(each)));
    return outcomes;
  }

  private Outcome build(DifferentialCase each) throws IOException, InterruptedException {
    Path checkout = checkouts.resolve(each.name());
    List<String> build =
        new ArrayList<>(
            List.of(
                "build-using-dockerfile",
                "--isolation=chroot",
                "--format=docker",
                "--network=host",
                "--tag=" + each.name(),
                "--layers",
                "--force-rm",
                "--file=" + checkout.resolve("Dockerfile")));
    each.buildArgs().forEach((name, value) -> build.add("--build-arg=" + name + "=" + value));
    build.add(checkout.resolve(each.context()).toString());
    try {
      run(build);
    } catch (IOException e) {
      return Outcome.failed(String.valueOf(e.getMessage()));
    }
    Path image = folder.resolve(each.name());
    run(List.of("push", each.name(), "dir:" + image));
    return read(image);
  }

  /** Its driver mounts its own folder, which could not be removed else. */
  @Override
  public void close() throws IOException, InterruptedException {
    run(List.of("rm", "--all"));
    Process unmount =
        new ProcessBuilder("umount", "--recursive", folder.resolve("root/overlay").toString())
            .inheritIO()
            .start();
    unmount.waitFor();
  }

  private static Outcome read(Path image) throws IOException {
    JsonNode manifest = JSON.readTree(image.resolve("manifest.json").toFile());
    FileListing files = new FileListing();
    for (JsonNode layer : manifest.path("layers")) {
      try (InputStream in = Files.newInputStream(blob(image, layer))) {
        files.apply(in);
      }
    }
    JsonNode config = JSON.readTree(blob(image, manifest.path("config")).toFile());
    return new Outcome(ImageFacts.of(files.lines(), config), "");
  }

  private static Path blob(Path image, JsonNode descriptor) {
    return image.resolve(descriptor.path("digest").asText().replaceFirst("^sha256:", ""));
  }

  private void run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "buildah",
                "--root=" + folder.resolve("root"),
                "--runroot=" + folder.resolve("run"),
                "--storage-driver=overlay"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CONTAINERS_REGISTRIES_CONF", registries.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}

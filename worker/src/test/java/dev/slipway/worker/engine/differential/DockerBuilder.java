package dev.slipway.worker.engine.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.worker.engine.DockerEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.compress.archivers.tar.TarFile;

/** BuildKit, as Docker's engine has it. */
final class DockerBuilder implements Builder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DockerEngine docker;
  private final Path folder;
  private final Path checkouts;

  DockerBuilder(DockerEngine docker, Path folder, Path checkouts) {
    this.docker = docker;
    this.folder = folder;
    this.checkouts = checkouts;
  }

  @Override
  public Map<String, Outcome> build(List<DifferentialCase> cases) throws Exception {
    Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    AtOnce.each(
        cases,
        each -> {
          try {
            build(each);
          } catch (IOException e) {
            outcomes.put(each.name(), Outcome.failed(String.valueOf(e.getMessage())));
          }
        });
    List<String> save = new ArrayList<>(List.of("save", "--output=" + folder.resolve("all.tar")));
    cases.stream()
        .filter(each -> !outcomes.containsKey(each.name()))
        .forEach(each -> save.add(tag(each)));
    docker.run(folder, save.toArray(new String[0]));
    outcomes.putAll(read(folder.resolve("all.tar")));
    return outcomes;
  }

  private void build(DifferentialCase each) throws IOException, InterruptedException {
    Path checkout = checkouts.resolve(each.name());
    List<String> command =
        new ArrayList<>(
            List.of(
                "build",
                "--network=host",
                "--tag=" + tag(each),
                "--file=" + checkout.resolve("Dockerfile")));
    each.buildArgs().forEach((name, value) -> command.add("--build-arg=" + name + "=" + value));
    command.add(checkout.resolve(each.context()).toString());
    docker.run(checkout, command.toArray(new String[0]));
  }

  private static String tag(DifferentialCase each) {
    return "case/" + each.name() + ":latest";
  }

  private static Map<String, Outcome> read(Path archive) throws IOException {
    Map<String, Outcome> outcomes = new HashMap<>();
    try (TarFile tar = new TarFile(archive)) {
      for (JsonNode image : json(tar, "manifest.json")) {
        FileListing files = new FileListing();
        for (JsonNode layer : image.path("Layers")) {
          try (InputStream in = open(tar, layer.asText())) {
            files.apply(in);
          }
        }
        JsonNode config = json(tar, image.path("Config").asText());
        for (JsonNode tag : image.path("RepoTags")) {
          String name = tag.asText().replaceFirst("^case/", "").replaceFirst(":latest$", "");
          outcomes.put(name, new Outcome(ImageFacts.of(files.lines(), config), ""));
        }
      }
    }
    return outcomes;
  }

  private static JsonNode json(TarFile tar, String name) throws IOException {
    try (InputStream in = open(tar, name)) {
      return JSON.readTree(in);
    }
  }

  /** Docker 20.10 saves a layer that it saved before as a symlink to it. */
  private static InputStream open(TarFile tar, String name) throws IOException {
    var entry =
        tar.getEntries().stream()
            .filter(e -> e.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new IOException("docker save wrote no " + name));
    return entry.isSymbolicLink()
        ? open(tar, Path.of(name).resolveSibling(entry.getLinkName()).normalize().toString())
        : tar.getInputStream(entry);
  }

  /** Makes the folder that {@link #build} writes to. */
  DockerBuilder prepared() throws IOException {
    Files.createDirectories(folder);
    return this;
  }
}

package dev.slipway.worker.engine;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlanner;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.core.dockerfile.DockerfileException;
import dev.slipway.core.dockerfile.DockerfileParser;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One build as a worker would ask for it: a Dockerfile, files, and what people read along. */
public final class TestingBuild {

  private final ImageEngine engine;
  private final Path folder;
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private TestingSourceTree source = new TestingSourceTree();
  private Map<String, String> labels = Map.of();
  private Map<String, String> buildArgs = Map.of();
  private Map<String, String> secrets = Map.of();
  private List<Destination> destinations = List.of();
  private Platform platform = Platform.parse("linux/amd64");
  private boolean cache = true;
  private final List<String> bases = Collections.synchronizedList(new ArrayList<>());
  private String repositoryId = "5a0e1f9e-0000-4000-8000-000000000001";
  private String context = "";
  private @Nullable String target;

  public TestingBuild(ImageEngine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
  }

  public TestingBuild with(TestingSourceTree files) {
    source = files;
    return this;
  }

  public TestingBuild labels(Map<String, String> added) {
    labels = added;
    return this;
  }

  public TestingBuild buildArgs(Map<String, String> given) {
    buildArgs = given;
    return this;
  }

  /** For mounts; those for ARGs are build arguments too. */
  public TestingBuild secrets(Map<String, String> given) {
    secrets = given;
    return this;
  }

  public TestingBuild destination(String image, String username, String password) {
    destinations = List.of(new Destination(image, username, password, false));
    return this;
  }

  public TestingBuild platform(String text) {
    platform = Platform.parse(text);
    return this;
  }

  public TestingBuild withoutCache() {
    cache = false;
    return this;
  }

  /** Base images that were used so far: {@code reference digest}. */
  public List<String> bases() {
    return List.copyOf(bases);
  }

  public TestingBuild repository(String id) {
    repositoryId = id;
    return this;
  }

  public TestingBuild context(String path) {
    context = path;
    return this;
  }

  public TestingBuild target(String stage) {
    target = stage;
    return this;
  }

  /** Everything that people could read, one line each. */
  public List<String> log() {
    return List.copyOf(log);
  }

  public static BuildPlan plan(String... lines) throws DockerfileException {
    Dockerfile parsed = parse(String.join("\n", lines));
    return BuildPlanner.plan(parsed, PlanRequest.ofLastStage());
  }

  public ImageReading build(String... dockerfile) throws Exception {
    return ImageReading.of(image(dockerfile));
  }

  public BuiltImage image(String... lines) throws Exception {
    String text = String.join("\n", lines) + "\n";
    Dockerfile dockerfile = parse(text);
    PlanRequest request = new PlanRequest(target, buildArgs, platform.toString(), "linux/amd64");
    return engine.build(
        new EngineRequest(
            repositoryId,
            dockerfile,
            BuildPlanner.plan(dockerfile, request),
            target,
            platform,
            buildArgs,
            secrets,
            cache,
            source.file("Dockerfile", text),
            context,
            "Dockerfile",
            RegistryLogins.of(destinations),
            (reference, digest) -> bases.add(reference + " " + digest),
            labels,
            workspace(),
            log::add));
  }

  private static Dockerfile parse(String text) throws DockerfileException {
    return DockerfileParser.parse("Dockerfile", text.getBytes(StandardCharsets.UTF_8));
  }

  private Path workspace() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(folder), "attempt");
  }
}

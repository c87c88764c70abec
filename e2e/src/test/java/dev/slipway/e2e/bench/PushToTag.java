package dev.slipway.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.e2e.stack.Await;
import dev.slipway.e2e.stack.Commands;
import dev.slipway.e2e.stack.DockerRegistry;
import dev.slipway.e2e.stack.GitHttpServer;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Standalone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long from an accepted webhook until the tag can be read, for a repository of one small file,
 * beside what a webhook script usually does: {@code git clone --depth 1}, {@code buildah build},
 * {@code buildah push}. Both fetch from the same git server and push to the same registry, in turn.
 */
public final class PushToTag {

  private static final int WARM_UP = 5;
  private static final int RUNS = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Project project;
  private final DockerRegistry registry;

  private PushToTag(Path folder, Project project, DockerRegistry registry) {
    this.folder = folder;
    this.project = project;
    this.registry = registry;
  }

  /**
   * @param arguments the folder for {@code push-to-tag.md} and {@code push-to-tag.json}
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("slipway-bench");
    try (GitHttpServer git = GitHttpServer.open(Files.createDirectories(folder.resolve("git")));
        DockerRegistry registry = DockerRegistry.open(folder.resolve("registry"));
        Standalone standalone = Standalone.start(folder.resolve("slipway"), Map.of())) {
      Project project =
          Project.create(
              new Slipway(standalone.url()),
              folder.resolve("git"),
              URI.create(git.url("x")).getAuthority(),
              "bench",
              registry.host() + "/slipway/bench");
      project.tree().write("Dockerfile", "FROM scratch\nCOPY hello.txt /\n");
      new PushToTag(folder, project, registry).run(Path.of(arguments[0]));
    }
  }

  private void run(Path results) throws Exception {
    List<Double> slipway = new ArrayList<>();
    List<Double> script = new ArrayList<>();
    for (int i = 0; i < WARM_UP + RUNS; i++) {
      project.tree().write("hello.txt", "round " + i);
      String commit = project.push("round " + i);
      double ours = slipway(commit);
      double theirs = script(i);
      if (i >= WARM_UP) {
        slipway.add(ours);
        script.add(theirs);
      }
    }
    write(results, slipway, script);
  }

  private double slipway(String commit) throws IOException, InterruptedException {
    String before = tag();
    if (project.deliver(commit).status() != 202) {
      throw new IllegalStateException("the webhook was refused");
    }
    long start = System.nanoTime();
    Await.until("the tag moved", Duration.ofSeconds(60), () -> !tag().equals(before));
    return millisSince(start);
  }

  private double script(int round) {
    Path clone = folder.resolve("clone-" + round);
    String image = registry.host() + "/script/bench:latest";
    long start = System.nanoTime();
    Commands.run(
        folder, "git", "clone", "-q", "--depth", "1", project.cloneUrl(), clone.toString());
    Commands.run(clone, "buildah", "--storage-driver", "vfs", "build", "-q", "-t", image, ".");
    Commands.run(
        clone, "buildah", "--storage-driver", "vfs", "push", "-q", "--tls-verify=false", image);
    return millisSince(start);
  }

  /** The digest that the tag points at, empty while there is none. */
  private String tag() {
    HttpRequest head =
        HttpRequest.newBuilder(
                URI.create("http://" + registry.host() + "/v2/slipway/bench/manifests/latest"))
            .header("Accept", "application/vnd.oci.image.manifest.v1+json")
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return http.send(head, BodyHandlers.discarding())
          .headers()
          .firstValue("Docker-Content-Digest")
          .orElse("");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static void write(Path results, List<Double> slipway, List<Double> script)
      throws IOException {
    Samples ours = new Samples(slipway);
    Samples theirs = new Samples(script);
    Files.createDirectories(results);
    String table =
        """
        # Webhook accepted → tag readable

        One small file on `scratch`, warm, %d rounds in turn after %d unmeasured ones, on %d processors with JDK %s.

        | | minimum | median | maximum |
        |---|---|---|---|
        | Slipway, native engine (ms) | %s |
        | clone, buildah build, buildah push (ms) | %s |
        | ratio, round by round | %s |
        """
            .formatted(
                RUNS,
                WARM_UP,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                ours.cells("%.0f"),
                theirs.cells("%.0f"),
                ours.ratioTo(theirs).cells("%.2f"));
    Files.writeString(results.resolve("push-to-tag.md"), table);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(
            results.resolve("push-to-tag.json").toFile(),
            Map.of("unit", "ms", "slipway", slipway, "script", script));
    System.out.print(table);
  }
}

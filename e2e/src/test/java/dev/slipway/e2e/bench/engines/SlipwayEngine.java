package dev.slipway.e2e.bench.engines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.stack.GitHttpServer;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Standalone;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running Slipway with one engine. What counts is what the build's log says: with RUN from the
 * worker's claim, before it fetches the source, and without from when it has it, until the tags are
 * written.
 */
final class SlipwayEngine implements Contestant {

  /** What the worker keeps of builds; all of it may vanish at any time. */
  private static final Set<String> KEPT = Set.of("workspaces", "cache-id");

  private static final Pattern TOOK =
      Pattern.compile("Took ([0-9.]+) s to fetch, ([0-9.]+) s to build, ([0-9.]+) s to publish");

  private final String engine;
  private final Standalone standalone;
  private final Path data;
  private final GitHttpServer git;
  private final Path gitRoot;
  private final String registry;
  private final Map<Path, Project> projects = new HashMap<>();

  /**
   * @param engine as SLIPWAY_ENGINE has it
   * @param data the standalone's data folder
   * @param gitRoot where the git server's repositories lie
   * @param registry {@code host:port} to push to
   */
  SlipwayEngine(
      String engine,
      Standalone standalone,
      Path data,
      GitHttpServer git,
      Path gitRoot,
      String registry) {
    this.engine = engine;
    this.standalone = standalone;
    this.data = data;
    this.git = git;
    this.gitRoot = gitRoot;
    this.registry = registry;
  }

  @Override
  public String name() {
    return "Slipway, " + engine + " engine";
  }

  @Override
  public boolean can(Case what) {
    return !(what.runs() && engine.equals("native"));
  }

  @Override
  public double run(Case what, int round, Mode mode, Path folder) throws Exception {
    if (mode == Mode.COLD) {
      forgetEverything();
      projects.put(folder, project(what, round));
    }
    Project project = projects.get(folder);
    what.write(project.tree(), round, mode);
    String commit = project.push(mode.words());
    List<JsonNode> before = project.slipway().builds(project.name());
    Slipway.Answer answer = project.deliver(commit);
    if (answer.status() != 202) {
      throw new IllegalStateException("the webhook was refused: " + answer.text());
    }
    List<JsonNode> builds = project.slipway().awaitBuilds(project.name(), before.size() + 1);
    JsonNode build = builds.get(builds.size() - 1);
    requireEngine(build);
    String log = project.slipway().log(build.path("id").asText());
    return millis(log, what.runs() || mode == Mode.IDENTICAL);
  }

  private static double millis(String log, boolean fetching) {
    Matcher took = TOOK.matcher(log);
    if (!took.find()) {
      throw new IllegalStateException("no times in the log:\n" + log);
    }
    double seconds = Double.parseDouble(took.group(2)) + Double.parseDouble(took.group(3));
    return 1000 * (fetching ? seconds + Double.parseDouble(took.group(1)) : seconds);
  }

  private void requireEngine(JsonNode build) {
    String built = build.path("engine").asText("");
    boolean reused = build.path("reusedFrom").isTextual();
    if (!build.path("state").asText().equals("success") || !(reused || built.equals(engine))) {
      throw new IllegalStateException("not as it has to be: " + build);
    }
  }

  private Project project(Case what, int round) {
    String name = engine + "-" + what.name().toLowerCase(Locale.ROOT) + "-" + round;
    return Project.create(
        new Slipway(standalone.url()),
        gitRoot,
        URI.create(git.url("x")).getAuthority(),
        name,
        registry + "/slipway/" + name);
  }

  private void forgetEverything() throws Exception {
    try (var folders = Files.list(data.resolve("worker"))) {
      for (Path folder : folders.filter(f -> !KEPT.contains(f.getFileName().toString())).toList()) {
        if (Files.isDirectory(folder)) {
          try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
              Files.deleteIfExists(file);
            }
          }
        }
      }
    }
  }
}

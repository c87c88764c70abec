package dev.slipway.worker.job;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.SourceExcerpt;
import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlanner;
import dev.slipway.core.dockerfile.CustomSyntax;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.core.dockerfile.DockerfileException;
import dev.slipway.core.dockerfile.DockerfileParser;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.source.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses a Dockerfile and plans its target for the platforms that are wanted; what is wrong shows
 * in the log with its lines, once however many platforms it concerns.
 */
final class PlanBuild {

  private final BuildAssignment assignment;
  private final SourceTree source;
  private final SourceDockerfile file;
  private final SyntaxPolicy syntax;
  private final BuildLog log;
  private final Set<Diagnostic> shown = new HashSet<>();

  PlanBuild(
      BuildAssignment assignment,
      SourceTree source,
      SourceDockerfile file,
      SyntaxPolicy syntax,
      BuildLog log) {
    this.assignment = assignment;
    this.source = source;
    this.file = file;
    this.syntax = syntax;
    this.log = log;
  }

  /**
   * Plans for every platform of the assignment.
   *
   * @throws BuildFailedException when the Dockerfile can't be built
   */
  List<PlannedBuild> all() throws BuildFailedException {
    List<PlannedBuild> plans = new ArrayList<>();
    for (Platform platform : TargetPlatform.of(assignment.platforms())) {
      plans.add(plan(platform));
    }
    return List.copyOf(plans);
  }

  /**
   * @throws BuildFailedException when the Dockerfile can't be built; the first problem is the
   *     message
   */
  private PlannedBuild plan(Platform platform) throws BuildFailedException {
    try {
      Dockerfile dockerfile = DockerfileParser.parse(file.path(), file.content());
      Map<String, String> args = BuildVariables.of(assignment, source, dockerfile, file.path());
      Optional<CustomSyntax> custom = dockerfile.customSyntax(args);
      if (custom.isPresent()) {
        syntax.check(custom.get());
      }
      PlanRequest request =
          new PlanRequest(
              assignment.target(), args, platform.toString(), Platform.ofThisMachine().toString());
      BuildPlan plan = BuildPlanner.plan(dockerfile, request);
      show(plan.warnings(), dockerfile.lines());
      show(new SecretUse(assignment).check(dockerfile, plan), dockerfile.lines());
      return new PlannedBuild(dockerfile, plan, platform, args);
    } catch (DockerfileException e) {
      show(e.diagnostics(), lines(file.content()));
      throw new BuildFailedException(e.diagnostics().get(0).toString(), e);
    }
  }

  private void show(List<Diagnostic> diagnostics, List<String> lines) {
    for (Diagnostic diagnostic : diagnostics) {
      if (!shown.add(diagnostic)) {
        continue;
      }
      String severity =
          switch (diagnostic.severity()) {
            case ERROR -> "Error";
            case WARNING -> "Warning";
          };
      log.line(severity + ": " + diagnostic.message());
      log.line(SourceExcerpt.render(lines, diagnostic.range()));
    }
  }

  private static List<String> lines(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).lines().toList();
  }
}

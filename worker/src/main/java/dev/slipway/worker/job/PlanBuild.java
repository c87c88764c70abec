package dev.slipway.worker.job;

import dev.slipway.core.diagnostic.Diagnostic;
import dev.slipway.core.diagnostic.SourceExcerpt;
import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlanner;
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
import java.util.List;
import java.util.Map;

/** Parses a Dockerfile and plans its target; what is wrong shows in the log with its lines. */
final class PlanBuild {

  private PlanBuild() {}

  /**
   * @throws BuildFailedException when the Dockerfile can't be built; the first problem is the
   *     message
   */
  static PlannedBuild plan(
      BuildAssignment assignment, SourceTree source, SourceDockerfile file, BuildLog log)
      throws BuildFailedException {
    Platform platform = TargetPlatform.of(assignment.platforms());
    try {
      Dockerfile dockerfile = DockerfileParser.parse(file.path(), file.content());
      Map<String, String> args = BuildVariables.of(assignment, source, dockerfile, file.path());
      PlanRequest request =
          new PlanRequest(
              assignment.target(), args, platform.toString(), Platform.ofThisMachine().toString());
      BuildPlan plan = BuildPlanner.plan(dockerfile, request);
      show(plan.warnings(), dockerfile.lines(), log);
      show(new SecretUse(assignment).check(dockerfile, plan), dockerfile.lines(), log);
      TargetPlatform.requireRunnable(plan, platform);
      return new PlannedBuild(dockerfile, plan, platform, args);
    } catch (DockerfileException e) {
      show(e.diagnostics(), lines(file.content()), log);
      throw new BuildFailedException(e.diagnostics().get(0).toString(), e);
    }
  }

  private static void show(List<Diagnostic> diagnostics, List<String> lines, BuildLog log) {
    for (Diagnostic diagnostic : diagnostics) {
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

package dev.slipway.worker.job;

import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.EngineSelection;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogins;
import dev.slipway.worker.source.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Chooses an engine for each platform of a build, and has them build one after the other. */
final class BuildImages {

  private final EngineSelection engines;

  BuildImages(EngineSelection engines) {
    this.engines = engines;
  }

  /**
   * @throws BuildFailedException when no engine can build a plan, or run its commands
   */
  List<ChosenBuild> choose(List<PlannedBuild> plans) throws BuildFailedException {
    List<ChosenBuild> chosen = new ArrayList<>();
    for (PlannedBuild planned : plans) {
      Platform platform = planned.platform();
      TargetPlatform.requireRunnable(planned.plan(), platform, engines::runs);
      ImageEngine engine = engines.select(planned.plan(), platform);
      TargetPlatform.requireRunnable(planned.plan(), platform, engine::runs);
      chosen.add(new ChosenBuild(planned, engine));
    }
    return List.copyOf(chosen);
  }

  /**
   * Builds all.
   *
   * @param workspace an empty folder of this attempt alone
   */
  ImageBundle build(
      List<ChosenBuild> builds,
      BuildAssignment assignment,
      SourceTree source,
      SourceDockerfile file,
      AttemptFacts facts,
      Path workspace,
      BuildLog log)
      throws BuildFailedException, IOException, InterruptedException {
    facts.buildsWith(builds.stream().map(build -> build.engine().name()).toList());
    List<ImageBundle.Part> parts = new ArrayList<>();
    boolean complete = false;
    try {
      for (ChosenBuild build : builds) {
        Platform platform = build.planned().platform();
        log.line(
            "Building /"
                + file.path()
                + (builds.size() == 1 ? "" : " for " + platform)
                + " with the "
                + build.engine().name()
                + " engine");
        facts.trace().planned(file, build.planned(), build.engine());
        Path folder =
            builds.size() == 1
                ? workspace
                : Files.createDirectory(workspace.resolve(String.valueOf(parts.size())));
        EngineRequest request =
            request(build.planned(), assignment, source, file, facts, folder, log);
        parts.add(new ImageBundle.Part(platform, build.engine().build(request)));
      }
      complete = true;
    } finally {
      if (!complete) {
        parts.forEach(part -> part.image().close());
      }
    }
    return ImageBundle.of(parts);
  }

  private static EngineRequest request(
      PlannedBuild planned,
      BuildAssignment assignment,
      SourceTree source,
      SourceDockerfile file,
      AttemptFacts facts,
      Path folder,
      BuildLog log) {
    return new EngineRequest(
        assignment.repositoryId(),
        planned.dockerfile(),
        planned.plan(),
        assignment.target(),
        planned.platform(),
        planned.buildArgs(),
        assignment.secrets(),
        assignment.cache(),
        source,
        file.contextPath(),
        file.path(),
        RegistryLogins.of(assignment.destinations()),
        facts,
        ImageLabels.of(assignment, source, planned.plan()),
        folder,
        log);
  }
}

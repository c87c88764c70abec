package dev.slipway.worker.job;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.EngineSelection;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.publish.RegistryLogins;
import dev.slipway.worker.source.GitSources;
import dev.slipway.worker.source.SourceRequest;
import dev.slipway.worker.source.SourceTree;
import java.io.IOException;
import java.nio.file.Path;

/** The steps of one attempt, from the commit to the tags. Stateless: all slots share one. */
final class Attempt {

  private final GitSources sources;
  private final EngineSelection engines;
  private final PublishImage publishing;
  private final WorkerMetrics metrics;

  Attempt(
      GitSources sources, EngineSelection engines, PublishImage publishing, WorkerMetrics metrics) {
    this.sources = sources;
    this.engines = engines;
    this.publishing = publishing;
    this.metrics = metrics;
  }

  /** Runs in the thread that the lease interrupts. */
  void run(
      BuildAssignment assignment,
      AttemptFacts facts,
      AttemptLease lease,
      Path workspace,
      BuildLog log)
      throws BuildFailedException, IOException, RefusedByServiceException, InterruptedException {
    try (SourceTree source = fetch(assignment, log)) {
      facts.fetched(source);
      if (assignment.readme()) {
        facts.hasReadme(Readme.read(source));
      }
      lease.enter(Phase.BUILDING);
      try (BuiltImage image = build(assignment, source, facts, workspace, log)) {
        facts.built(image);
        lease.enter(Phase.PUSHING);
        try (var ignored = metrics.phase(Phase.PUSHING)) {
          publishing.publish(image, assignment, facts, lease, log);
        }
      }
    }
  }

  private SourceTree fetch(BuildAssignment assignment, BuildLog log)
      throws IOException, InterruptedException {
    try (var ignored = metrics.phase(Phase.FETCHING)) {
      String commit = assignment.commit();
      return sources.fetch(
          new SourceRequest(
              assignment.repositoryId(),
              assignment.source(),
              new RefName(assignment.refType(), assignment.ref()),
              commit == null ? null : new CommitSha(commit),
              assignment.submodules(),
              assignment.lfs()),
          log);
    }
  }

  private BuiltImage build(
      BuildAssignment assignment,
      SourceTree source,
      AttemptFacts facts,
      Path workspace,
      BuildLog log)
      throws BuildFailedException, IOException, InterruptedException {
    try (var ignored = metrics.phase(Phase.BUILDING)) {
      SourceDockerfile file =
          ReadDockerfile.read(source, assignment.dockerfile(), assignment.context());
      PlannedBuild planned = PlanBuild.plan(assignment, source, file, log);
      ImageEngine engine = engines.select(planned.plan(), planned.platform());
      facts.buildsWith(engine.name());
      log.line("Building /" + file.path() + " with the " + engine.name() + " engine");
      return engine.build(
          new EngineRequest(
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
              workspace,
              log));
    }
  }
}

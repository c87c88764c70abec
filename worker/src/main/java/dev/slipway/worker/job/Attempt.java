package dev.slipway.worker.job;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.image.Digest;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import dev.slipway.worker.cache.RunningBuilds;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuildLog;
import dev.slipway.worker.publish.ImageBundle;
import dev.slipway.worker.publish.ImagePublisher;
import dev.slipway.worker.publish.RememberedBaseImages;
import dev.slipway.worker.source.GitSources;
import dev.slipway.worker.source.SourceRequest;
import dev.slipway.worker.source.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The steps of one attempt, from the commit to the tags. Stateless: all slots share one. */
final class Attempt {

  private final GitSources sources;
  private final SyntaxPolicy syntax;
  private final RememberedBaseImages baseImages;
  private final BuildImages building;
  private final ReuseImage reuse;
  private final ImagePublisher publisher;
  private final PublishImage publishing;
  private final RunningBuilds running;
  private final WorkerMetrics metrics;
  private final String version;

  /**
   * @param version of this worker
   */
  Attempt(
      GitSources sources,
      SyntaxPolicy syntax,
      RememberedBaseImages baseImages,
      BuildImages building,
      ReuseImage reuse,
      ImagePublisher publisher,
      PublishImage publishing,
      RunningBuilds running,
      WorkerMetrics metrics,
      String version) {
    this.sources = sources;
    this.syntax = syntax;
    this.baseImages = baseImages;
    this.building = building;
    this.reuse = reuse;
    this.publisher = publisher;
    this.publishing = publishing;
    this.running = running;
    this.metrics = metrics;
    this.version = version;
  }

  /** Runs in the thread that the lease interrupts. */
  void run(
      BuildAssignment assignment,
      AttemptFacts facts,
      AttemptLease lease,
      Path workspace,
      BuildLog log)
      throws BuildFailedException, IOException, RefusedByServiceException, InterruptedException {
    try (var caches = running.begin();
        SourceTree source = fetch(assignment, log);
        var remembered = baseImages.remember();
        Destinations destinations = Destinations.open(publisher, assignment.destinations(), log)) {
      facts.fetched(source);
      if (assignment.readme()) {
        facts.hasReadme(Readme.read(source));
      }
      lease.enter(Phase.BUILDING);
      try (ImageBundle image = image(assignment, source, destinations, facts, workspace, log)) {
        facts.built(image);
        lease.enter(Phase.PUSHING);
        try (var ignored = metrics.phase(Phase.PUSHING)) {
          publishing.publish(image, destinations, assignment, facts, lease, log);
        }
        log.line(facts.durations());
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

  private ImageBundle image(
      BuildAssignment assignment,
      SourceTree source,
      Destinations destinations,
      AttemptFacts facts,
      Path workspace,
      BuildLog log)
      throws BuildFailedException, IOException, RefusedByServiceException, InterruptedException {
    try (var ignored = metrics.phase(Phase.BUILDING)) {
      SourceDockerfile file =
          ReadDockerfile.read(source, assignment.dockerfile(), assignment.context());
      List<ChosenBuild> builds =
          building.choose(new PlanBuild(assignment, source, file, syntax, log).all());
      Optional<Digest> inputs =
          new BuildInputs(assignment, source, file, baseImages, version).digest(builds, facts);
      if (inputs.isPresent()) {
        facts.dependsOn(inputs.get());
        Optional<ImageBundle> earlier =
            reuse.find(assignment, inputs.get(), destinations, facts, log);
        if (earlier.isPresent()) {
          return earlier.get();
        }
      }
      return building.build(builds, assignment, source, file, facts, workspace, log);
    }
  }
}

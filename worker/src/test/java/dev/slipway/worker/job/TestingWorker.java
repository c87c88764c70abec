package dev.slipway.worker.job;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.protocol.BuildAssignment.Destination;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.git.testing.GitHttpServer;
import dev.slipway.git.testing.TestingRepository;
import dev.slipway.worker.cache.RunningBuilds;
import dev.slipway.worker.engine.EngineSelection;
import dev.slipway.worker.engine.TestingBaseImages;
import dev.slipway.worker.publish.RememberedBaseImages;
import dev.slipway.worker.source.GitSources;
import dev.slipway.worker.source.TestingSources;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A worker whose surroundings are a test's, but for git, which is real. */
final class TestingWorker implements AutoCloseable {

  final TestingBuildService service = new TestingBuildService();
  final TestingEvents events = new TestingEvents();
  final TestingEngine engine = new TestingEngine();
  final TestingPublisher publisher = new TestingPublisher();
  final TestingBaseImages bases = new TestingBaseImages();
  final RememberedBaseImages engineBases = new RememberedBaseImages(bases);
  final WorkerLoad load = new WorkerLoad(2);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TestingRepository repository;
  final AttemptRunner attempts;
  private final GitHttpServer git;
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(3);

  TestingWorker(Path folder) throws IOException {
    this(folder, null);
  }

  TestingWorker(Path folder, @Nullable EventPublisher kafka) throws IOException {
    repository = TestingRepository.create(folder.resolve("served"), "app.git");
    repository.commit("Say hello", Map.of("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n"));
    git = GitHttpServer.withBasicAuth(folder.resolve("served"), "ada", "correct-horse");
    GitSources sources = TestingSources.of(folder.resolve("sources"), "*");
    WorkerMetrics metrics = new WorkerMetrics(meters);
    attempts =
        new AttemptRunner(
            new Attempt(
                sources,
                SyntaxPolicy.REFUSE,
                engineBases,
                new BuildImages(new EngineSelection(List.of(engine), "auto")),
                new ReuseImage(service),
                publisher,
                new PublishImage(service, TestingAttest.of(folder.resolve("sbom"))),
                new RunningBuilds(),
                metrics,
                "1.0"),
            service,
            kafka == null ? events : kafka,
            new Workspaces(folder.resolve("workspaces")),
            metrics,
            scheduler,
            Duration.ofMillis(50),
            Clock.systemUTC(),
            load);
  }

  /** The build of the newest commit, with two destinations. */
  BuildAssignment assignment(String buildId) throws IOException {
    return assignment(buildId, repository.head().value(), "/", 60);
  }

  /** The build of the newest commit with what a test wants of it. */
  BuildAssignment assignment(String buildId, TestingAssignment wanted) throws IOException {
    Source source =
        new Source(GitProvider.GIT, git.url("app.git"), "ada", "correct-horse", null, null);
    return wanted.of(buildId, repository.head().value(), source);
  }

  BuildAssignment assignment(String buildId, String commit, String dockerfile, int timeoutSeconds) {
    BuildAssignment assignment =
        new BuildAssignment(
            buildId,
            1,
            service.leaseSeconds,
            timeoutSeconds,
            "5a0e1f9e-0000-4000-8000-000000000001",
            "demo/hello",
            "",
            new Source(GitProvider.GIT, git.url("app.git"), "ada", "correct-horse", null, null),
            RefType.BRANCH,
            "main",
            commit,
            dockerfile,
            null,
            null,
            Map.of(),
            Map.of(),
            List.of(),
            true,
            List.of("latest", "v1"),
            List.of(
                new Destination("one.example.com/demo/hello", "bot", "push-secret", false),
                new Destination("two.example.com/demo/hello", null, null, false)),
            false,
            false,
            false,
            false,
            false,
            "http://127.0.0.1:8080/builds/" + buildId);
    service.assignments.put(buildId, assignment);
    return assignment;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    git.close();
  }
}

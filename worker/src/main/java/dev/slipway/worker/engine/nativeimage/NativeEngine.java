package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.Feature;
import dev.slipway.core.dockerfile.FeatureUse;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.layer.LayerCache;
import dev.slipway.worker.engine.remote.CopyConfig;
import dev.slipway.worker.engine.remote.RemoteFiles;
import dev.slipway.worker.engine.remote.RemoteRepositories;
import dev.slipway.worker.engine.remote.Remotes;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.CacheConfig;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryConfig;
import dev.slipway.worker.source.lfs.PointerWarning;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Builds what needs no command to be run: straight from the commit's objects to layers, without a
 * checkout, a container or a privilege. The same commit on the same base gives the same digest.
 */
@Singleton
public final class NativeEngine implements ImageEngine {

  private static final String NAME = "native";

  /** Whatever runs a command, and the history of a repository, which isn't fetched. */
  private static final Set<Feature> LACKING =
      EnumSet.of(
          Feature.RUN,
          Feature.RUN_HEREDOC,
          Feature.RUN_MOUNT,
          Feature.RUN_MOUNT_SECRET_VARIABLE,
          Feature.RUN_MOUNT_SSH,
          Feature.RUN_NETWORK,
          Feature.RUN_SECURITY,
          Feature.RUN_DEVICE,
          Feature.KEEP_GIT_DIR);

  private static final ArchiveLimits USUAL_LIMITS =
      new ArchiveLimits(10L * 1024 * 1024 * 1024, 1_000_000);

  private final BaseImages baseImages;
  private final LayerCache cache;
  private final Remotes remotes;
  private final ArchiveLimits limits;

  /**
   * @param caches says where finished layers are kept: in {@code layers} below the worker's folder,
   *     and what ADD fetched: in {@code add}
   * @param copy bounds what is copied
   * @param registries says which non-public addresses may be connected to
   */
  @Inject
  public NativeEngine(
      BaseImages baseImages, CacheConfig caches, CopyConfig copy, RegistryConfig registries) {
    this(
        baseImages,
        new LayerCache(caches.directory().resolve("layers")),
        remotes(caches.directory().toAbsolutePath().resolve("add"), copy, registries),
        new ArchiveLimits(copy.largestArchive().asLongValue(), copy.mostEntries()));
  }

  /** One that fetches nothing for ADD. */
  public NativeEngine(BaseImages baseImages, LayerCache cache) {
    this(baseImages, cache, Remotes.none(), USUAL_LIMITS);
  }

  NativeEngine(BaseImages baseImages, LayerCache cache, Remotes remotes, ArchiveLimits limits) {
    this.baseImages = baseImages;
    this.cache = cache;
    this.remotes = remotes;
    this.limits = limits;
  }

  private static Remotes remotes(Path folder, CopyConfig copy, RegistryConfig registries) {
    AddressPolicy policy = AddressPolicy.parse(registries.allowPrivateHosts().orElse(""));
    return Remotes.of(
        new RemoteFiles(folder.resolve("files"), policy, copy),
        new RemoteRepositories(folder.resolve("git"), policy, copy));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> obstacle(BuildPlan plan, Platform platform) {
    return FeatureUse.of(plan).stream()
        .filter(use -> LACKING.contains(use.feature()))
        .findFirst()
        .map(NativeEngine::obstacle);
  }

  private static String obstacle(FeatureUse use) {
    return BuildSession.place(use.range())
        + ": the native engine can't do "
        + use.feature().words()
        + "; install BuildKit or buildah";
  }

  @Override
  public BuiltImage build(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException {
    try (AddedFiles added = new AddedFiles(remotes, request)) {
      return buildStages(request, added);
    } catch (InterruptedIOException e) {
      if (Thread.interrupted()) {
        InterruptedException interrupted = new InterruptedException("the build was stopped");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    }
  }

  private BuiltImage buildStages(EngineRequest request, AddedFiles added)
      throws BuildFailedException, IOException, InterruptedException {
    StepLog steps = new StepLog(request.log());
    ContextSource context =
        new ContextSource(request.source(), request.contextPath(), ContextIgnore.read(request));
    BuildSession session =
        new BuildSession(
            request, cache, context, steps, new PointerWarning(steps::warning), added, limits);
    Stages stages = new Stages(baseImages, cache.listings(), request);
    PlanRequest planRequest =
        new PlanRequest(
            request.target(),
            request.buildArgs(),
            request.platform().toString(),
            Platform.ofThisMachine().toString());
    Set<Integer> foundation = foundation(request.plan());
    for (Stage stage : request.plan().stages()) {
      boolean writesLayers = foundation.contains(stage.index());
      new StageBuild(session, stages, planRequest, stage, writesLayers).run();
    }
    StageImage result = stages.base(new EarlierStage(request.plan().target().index()), null);
    return NativeImage.of(result, request.labels(), session.created());
  }

  /** The target and the stages that it is built on, whose layers become its own. */
  private static Set<Integer> foundation(BuildPlan plan) {
    Map<Integer, Stage> byIndex = new HashMap<>();
    plan.stages().forEach(stage -> byIndex.put(stage.index(), stage));
    Set<Integer> foundation = new HashSet<>();
    Stage at = plan.target();
    while (at != null && foundation.add(at.index())) {
      at = at.base() instanceof EarlierStage earlier ? byIndex.get(earlier.index()) : null;
    }
    return foundation;
  }
}

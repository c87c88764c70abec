package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlan.EarlierStage;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.core.dockerfile.PlanRequest;
import dev.slipway.worker.engine.BuildFailedException;
import dev.slipway.worker.engine.BuiltImage;
import dev.slipway.worker.engine.EngineRequest;
import dev.slipway.worker.engine.ImageEngine;
import dev.slipway.worker.engine.layer.LayerCache;
import dev.slipway.worker.publish.BaseImages;
import dev.slipway.worker.publish.CacheConfig;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.source.lfs.PointerWarning;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InterruptedIOException;
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

  private final BaseImages baseImages;
  private final LayerCache cache;

  /**
   * @param config says where finished layers are kept: in {@code layers} below the worker's folder
   */
  @Inject
  public NativeEngine(BaseImages baseImages, CacheConfig config) {
    this(baseImages, new LayerCache(config.directory().resolve("layers")));
  }

  NativeEngine(BaseImages baseImages, LayerCache cache) {
    this.baseImages = baseImages;
    this.cache = cache;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> obstacle(BuildPlan plan, Platform platform) {
    Optional<String> run =
        plan.firstRun()
            .map(
                first ->
                    BuildSession.place(first.range())
                        + ": the native engine can't RUN commands; install buildah");
    return run.isPresent() ? run : unsupportedCopy(plan);
  }

  private static Optional<String> unsupportedCopy(BuildPlan plan) {
    for (Stage stage : plan.stages()) {
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Copy copy && Unsupported.in(copy).isPresent()) {
          return Optional.of(
              BuildSession.place(copy.range())
                  + ": "
                  + Unsupported.in(copy).get()
                  + " is not supported by the native engine; install buildah or BuildKit");
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public BuiltImage build(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException {
    try {
      return buildStages(request);
    } catch (InterruptedIOException e) {
      if (Thread.interrupted()) {
        InterruptedException interrupted = new InterruptedException("the build was stopped");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    }
  }

  private BuiltImage buildStages(EngineRequest request)
      throws BuildFailedException, IOException, InterruptedException {
    StepLog steps = new StepLog(request.log());
    ContextSource context =
        new ContextSource(request.source(), request.contextPath(), ContextIgnore.read(request));
    BuildSession session =
        new BuildSession(request, cache, context, steps, new PointerWarning(request.log()));
    Stages stages = new Stages(baseImages, request);
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

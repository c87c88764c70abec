package dev.slipway.worker.engine;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.worker.source.SourceTree;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param repositoryId keys the engine's caches, so that no tenant sees another's
 * @param dockerfile the parsed file, with its source for excerpts
 * @param plan the stages to build
 * @param target the stage asked for, null for the last
 * @param buildArgs values for ARGs
 * @param source the commit's files
 * @param contextPath the context's folder in the source, empty for the root
 * @param dockerfilePath the Dockerfile in the source
 * @param labels labels to add to the image, such as {@code org.opencontainers.image.revision}
 * @param workspace an empty folder of this attempt alone, removed after it
 * @param log where people read along
 */
public record EngineRequest(
    String repositoryId,
    Dockerfile dockerfile,
    BuildPlan plan,
    @Nullable String target,
    Map<String, String> buildArgs,
    SourceTree source,
    String contextPath,
    String dockerfilePath,
    Map<String, String> labels,
    Path workspace,
    BuildLog log) {

  public EngineRequest {
    buildArgs = Map.copyOf(buildArgs);
    labels = Map.copyOf(labels);
  }
}

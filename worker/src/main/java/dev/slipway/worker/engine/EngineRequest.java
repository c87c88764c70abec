package dev.slipway.worker.engine;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.worker.publish.Platform;
import dev.slipway.worker.publish.RegistryLogins;
import dev.slipway.worker.source.SourceTree;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param repositoryId keys the engine's caches, so that no tenant sees another's
 * @param dockerfile the parsed file, with its source for excerpts
 * @param plan the stages to build
 * @param target the stage asked for, null for the last
 * @param platform what the image is for
 * @param buildArgs values for ARGs, also for those that are given a secret
 * @param secrets values that RUNs may mount, by id; they may also be among the build arguments
 * @param cache whether layers and steps of earlier builds may be taken
 * @param source the commit's files
 * @param contextPath the context's folder in the source, empty for the root
 * @param dockerfilePath the Dockerfile in the source
 * @param logins for base images that are private
 * @param bases is told of the base images
 * @param labels labels to add to the image, such as {@code org.opencontainers.image.revision}
 * @param workspace an empty folder of this attempt alone, removed after it
 * @param log where people read along
 */
public record EngineRequest(
    String repositoryId,
    Dockerfile dockerfile,
    BuildPlan plan,
    @Nullable String target,
    Platform platform,
    Map<String, String> buildArgs,
    Map<String, String> secrets,
    boolean cache,
    SourceTree source,
    String contextPath,
    String dockerfilePath,
    RegistryLogins logins,
    BaseImageListener bases,
    Map<String, String> labels,
    Path workspace,
    BuildLog log) {

  public EngineRequest {
    buildArgs = Map.copyOf(buildArgs);
    secrets = Map.copyOf(secrets);
    labels = Map.copyOf(labels);
  }

  /** Nothing of what it holds: there are secrets among it. */
  @Override
  public String toString() {
    return "EngineRequest[" + repositoryId + " " + dockerfilePath + "]";
  }
}

package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Dockerfile;
import dev.slipway.worker.publish.Platform;
import java.util.Map;

/**
 * @param dockerfile the parsed file
 * @param plan what to do for the target
 * @param platform what the image is for
 * @param buildArgs values for its ARGs
 */
record PlannedBuild(
    Dockerfile dockerfile, BuildPlan plan, Platform platform, Map<String, String> buildArgs) {

  PlannedBuild {
    buildArgs = Map.copyOf(buildArgs);
  }
}

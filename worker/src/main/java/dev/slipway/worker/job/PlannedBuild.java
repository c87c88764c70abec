package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Dockerfile;
import java.util.Map;

/**
 * @param dockerfile the parsed file
 * @param plan what to do for the target
 * @param buildArgs values for its ARGs
 */
record PlannedBuild(Dockerfile dockerfile, BuildPlan plan, Map<String, String> buildArgs) {

  PlannedBuild {
    buildArgs = Map.copyOf(buildArgs);
  }
}

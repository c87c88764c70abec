package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Feature;
import dev.slipway.core.dockerfile.FeatureUse;
import dev.slipway.worker.engine.process.ProgramVersion;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a plan needs that only newer Docker engines have, after the release notes of the Dockerfile
 * front end and of Docker: an engine reads Dockerfiles with the front end that it brings along.
 */
final class BuildkitFeatures {

  private static final Map<Feature, ProgramVersion> SINCE = since();
  private static final Map<Feature, String> NEVER =
      Map.of(
          Feature.RUN_SECURITY, "no build here gets more rights than others",
          Feature.RUN_DEVICE, "no build here gets a device",
          Feature.RUN_MOUNT_SSH, "there is no SSH agent here; mount a key with type=secret");

  private BuildkitFeatures() {}

  private static Map<Feature, ProgramVersion> since() {
    Map<Feature, ProgramVersion> since = new EnumMap<>(Feature.class);
    since.put(Feature.RUN_NETWORK, new ProgramVersion(23, 0));
    since.put(Feature.RUN_HEREDOC, new ProgramVersion(23, 0));
    since.put(Feature.COPY_HEREDOC, new ProgramVersion(23, 0));
    since.put(Feature.LINK, new ProgramVersion(23, 0));
    since.put(Feature.ADD_GIT, new ProgramVersion(25, 0));
    since.put(Feature.CHECKSUM, new ProgramVersion(25, 0));
    since.put(Feature.KEEP_GIT_DIR, new ProgramVersion(25, 0));
    since.put(Feature.HEALTHCHECK_START_INTERVAL, new ProgramVersion(25, 0));
    since.put(Feature.RUN_MOUNT_SECRET_VARIABLE, new ProgramVersion(27, 3));
    since.put(Feature.SYMBOLIC_CHMOD, new ProgramVersion(28, 0));
    since.put(Feature.UNPACK, new ProgramVersion(28, 3));
    since.put(Feature.EXCLUDE, new ProgramVersion(29, 0));
    since.put(Feature.PARENTS, new ProgramVersion(29, 1));
    return since;
  }

  /**
   * The first use that this engine can't serve.
   *
   * @return empty when there is none; else a sentence
   */
  static Optional<String> missing(BuildPlan plan, ProgramVersion engine) {
    return FeatureUse.of(plan).stream().flatMap(use -> missing(use, engine).stream()).findFirst();
  }

  private static Optional<String> missing(FeatureUse use, ProgramVersion engine) {
    String used = use.range() + " uses " + use.feature().words() + ", which ";
    String never = NEVER.get(use.feature());
    if (never != null) {
      return Optional.of(used + "is not allowed: " + never + ".");
    }
    ProgramVersion since = SINCE.get(use.feature());
    return since == null || engine.compareTo(since) >= 0
        ? Optional.empty()
        : Optional.of(used + "needs Docker " + since + " or newer; here is " + engine + ".");
  }
}

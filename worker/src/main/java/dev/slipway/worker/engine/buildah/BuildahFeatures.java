package dev.slipway.worker.engine.buildah;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Feature;
import dev.slipway.core.dockerfile.FeatureUse;
import dev.slipway.worker.engine.process.ProgramVersion;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Which version of buildah can first do what a Dockerfile may use, after buildah's changelog. */
final class BuildahFeatures {

  private static final ProgramVersion ANY = new ProgramVersion(1, 0);

  /** Larger than any there will be. */
  private static final ProgramVersion NONE = new ProgramVersion(Integer.MAX_VALUE, 0);

  private static final Map<Feature, ProgramVersion> SINCE = new EnumMap<>(Feature.class);

  static {
    for (Feature feature : Feature.values()) {
      SINCE.put(feature, since(feature));
    }
  }

  private BuildahFeatures() {}

  private static ProgramVersion since(Feature feature) {
    return switch (feature) {
      case RUN, ADD_URL -> ANY;
      case RUN_MOUNT -> new ProgramVersion(1, 24);
      case RUN_NETWORK -> new ProgramVersion(1, 30);
      case RUN_HEREDOC, COPY_HEREDOC, CHECKSUM -> new ProgramVersion(1, 33);
      case PARENTS, EXCLUDE, ADD_GIT, HEALTHCHECK_START_INTERVAL -> new ProgramVersion(1, 38);
      case LINK -> new ProgramVersion(1, 41);
      case RUN_MOUNT_SECRET_VARIABLE -> new ProgramVersion(1, 43);
      case RUN_MOUNT_SSH, RUN_SECURITY, RUN_DEVICE, SYMBOLIC_CHMOD, KEEP_GIT_DIR, UNPACK -> NONE;
    };
  }

  /** Why this version can't do the plan: its first instruction that is too new. */
  static Optional<String> missing(BuildPlan plan, ProgramVersion version) {
    return FeatureUse.of(plan).stream()
        .filter(use -> version.compareTo(SINCE.getOrDefault(use.feature(), ANY)) < 0)
        .findFirst()
        .map(use -> explain(use, version));
  }

  private static String explain(FeatureUse use, ProgramVersion has) {
    ProgramVersion needed = SINCE.getOrDefault(use.feature(), ANY);
    String what = use.range() + " uses " + use.feature().words() + ", which ";
    return needed.equals(NONE)
        ? what + "buildah can't do here."
        : what + "needs buildah " + needed + " or newer; here is " + has + ".";
  }
}

package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One use of a feature.
 *
 * @param feature what is used
 * @param range the instruction that uses it
 */
public record FeatureUse(Feature feature, SourceRange range) {

  /**
   * All that a plan uses, in the file's order, as far as it can be told without the values of
   * variables: {@code ADD $URL /} is no use of a URL, {@code ADD https://host/$FILE /} is one.
   */
  public static List<FeatureUse> of(BuildPlan plan) {
    List<FeatureUse> uses = new ArrayList<>();
    for (BuildPlan.Stage stage : plan.stages()) {
      stage.instructions().forEach(instruction -> uses.addAll(of(instruction)));
    }
    return List.copyOf(uses);
  }

  /** What one instruction uses; one that is expanded says all. */
  public static List<FeatureUse> of(Instruction instruction) {
    return features(instruction).stream()
        .map(feature -> new FeatureUse(feature, instruction.range()))
        .toList();
  }

  private static List<Feature> features(Instruction instruction) {
    if (instruction instanceof Instruction.Run run) {
      return features(run);
    }
    if (instruction instanceof Instruction.Copy copy) {
      return features(copy);
    }
    return instruction instanceof Instruction.Healthcheck check && check.startInterval() != null
        ? List.of(Feature.HEALTHCHECK_START_INTERVAL)
        : List.of();
  }

  private static List<Feature> features(Instruction.Run run) {
    Uses uses = new Uses();
    uses.add(true, Feature.RUN);
    uses.add(!run.inlineFiles().isEmpty(), Feature.RUN_HEREDOC);
    for (RunMount mount : RunMount.of(run)) {
      uses.add(true, Feature.RUN_MOUNT);
      uses.add(mount.hasVariableType() || mount.type().equals("ssh"), Feature.RUN_MOUNT_SSH);
    }
    for (Map.Entry<String, String> flag : run.flags()) {
      uses.add(flag.getKey().equals("network"), Feature.RUN_NETWORK);
      uses.add(flag.getKey().equals("security"), Feature.RUN_SECURITY);
      uses.add(flag.getKey().equals("device"), Feature.RUN_DEVICE);
    }
    uses.add(
        SecretMount.of(run).stream().anyMatch(SecretMount::asVariable),
        Feature.RUN_MOUNT_SECRET_VARIABLE);
    return uses.features;
  }

  private static List<Feature> features(Instruction.Copy copy) {
    Uses uses = new Uses();
    uses.add(!copy.inlineFiles().isEmpty(), Feature.COPY_HEREDOC);
    uses.add(copy.link(), Feature.LINK);
    uses.add(copy.parents(), Feature.PARENTS);
    uses.add(!copy.exclude().isEmpty(), Feature.EXCLUDE);
    uses.add(
        copy.chmod() != null
            && SettingParser.isFinal(copy.chmod())
            && !copy.chmod().chars().allMatch(Character::isDigit),
        Feature.SYMBOLIC_CHMOD);
    uses.add(copy.add() && copy.sources().stream().anyMatch(FeatureUse::isUrl), Feature.ADD_URL);
    uses.add(copy.add() && copy.sources().stream().anyMatch(FeatureUse::isGit), Feature.ADD_GIT);
    uses.add(copy.checksum() != null, Feature.CHECKSUM);
    uses.add(copy.keepGitDir(), Feature.KEEP_GIT_DIR);
    uses.add(copy.unpack() != null, Feature.UNPACK);
    return uses.features;
  }

  /** Whether a source of ADD is a Git repository. */
  public static boolean isGit(String source) {
    return GitSource.parse(source).isPresent();
  }

  /** Whether a source of ADD is a file at an HTTP or HTTPS URL. */
  public static boolean isUrl(String source) {
    return GitSource.isFileUrl(source);
  }

  /** Collects features, each once. */
  private static final class Uses {

    private final List<Feature> features = new ArrayList<>();

    void add(boolean used, Feature feature) {
      if (used && !features.contains(feature)) {
        features.add(feature);
      }
    }
  }
}

package dev.slipway.worker.engine.buildah;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.Instruction;
import dev.slipway.core.dockerfile.SecretMount;
import java.util.Optional;

/** What a plan needs that only newer versions of buildah have, after buildah's changelog. */
final class BuildahFeatures {

  private static final BuildahVersion HEREDOC = new BuildahVersion(1, 33);
  private static final BuildahVersion CHECKSUM = new BuildahVersion(1, 33);
  private static final BuildahVersion PARENTS = new BuildahVersion(1, 38);
  private static final BuildahVersion LINK = new BuildahVersion(1, 41);

  private static final BuildahVersion SECRET_VARIABLE = new BuildahVersion(1, 43);

  private BuildahFeatures() {}

  /** The first instruction that this version can't do. */
  static Optional<String> missing(BuildPlan plan, BuildahVersion version) {
    return plan.stages().stream()
        .flatMap(stage -> stage.instructions().stream())
        .flatMap(instruction -> missing(instruction, version).stream())
        .findFirst();
  }

  private static Optional<String> missing(Instruction instruction, BuildahVersion version) {
    if (SecretMount.of(instruction).stream().anyMatch(SecretMount::asVariable)) {
      return needs(version, SECRET_VARIABLE, "a secret mount with env=", instruction);
    }
    if (instruction instanceof Instruction.Run run && !run.inlineFiles().isEmpty()) {
      return needs(version, HEREDOC, "a heredoc", instruction);
    }
    return instruction instanceof Instruction.Copy copy ? missing(copy, version) : Optional.empty();
  }

  private static Optional<String> missing(Instruction.Copy copy, BuildahVersion version) {
    if (copy.link()) {
      return needs(version, LINK, "--link", copy);
    }
    if (copy.parents() || !copy.exclude().isEmpty()) {
      return needs(version, PARENTS, copy.parents() ? "--parents" : "--exclude", copy);
    }
    if (!copy.inlineFiles().isEmpty()) {
      return needs(version, HEREDOC, "a heredoc", copy);
    }
    if (copy.checksum() != null) {
      return needs(version, CHECKSUM, "--checksum", copy);
    }
    return copy.keepGitDir() || copy.unpack() != null
        ? Optional.of(copy.range() + " uses --keep-git-dir or --unpack, which buildah can't do.")
        : Optional.empty();
  }

  private static Optional<String> needs(
      BuildahVersion has, BuildahVersion needed, String feature, Instruction instruction) {
    return has.compareTo(needed) >= 0
        ? Optional.empty()
        : Optional.of(
            instruction.range()
                + " uses "
                + feature
                + ", which needs buildah "
                + needed
                + " or newer; here is "
                + has
                + ".");
  }
}

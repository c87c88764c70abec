package dev.slipway.worker.job;

import dev.slipway.core.dockerfile.BuildPlan;
import dev.slipway.core.dockerfile.BuildPlan.Stage;
import dev.slipway.core.dockerfile.FeatureUse;
import dev.slipway.core.dockerfile.Instruction;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a plan takes something whose content is known only when it runs: an ADD from elsewhere
 * without a checksum, or a mount of an image that the plan does not name otherwise. What a RUN
 * itself downloads is not looked at, as with every layer cache.
 */
final class UnknownInputs {

  private static final Pattern MOUNTED_FROM = Pattern.compile("(?:^|,)from=([^,]*)");

  private UnknownInputs() {}

  static boolean in(BuildPlan plan) {
    return plan.stages().stream()
        .flatMap(stage -> stage.instructions().stream())
        .anyMatch(instruction -> isUnknown(instruction, plan));
  }

  private static boolean isUnknown(Instruction instruction, BuildPlan plan) {
    if (instruction instanceof Instruction.Copy copy) {
      return copy.add()
          && copy.checksum() == null
          && copy.sources().stream().anyMatch(UnknownInputs::isElsewhere);
    }
    return instruction instanceof Instruction.Run run
        && run.flags().stream()
            .filter(flag -> flag.getKey().equals("mount"))
            .map(Map.Entry::getValue)
            .anyMatch(mount -> isOfAnImage(mount, plan));
  }

  /** A source with variables may turn out to be anything. */
  private static boolean isElsewhere(String source) {
    return FeatureUse.isUrl(source) || FeatureUse.isGit(source) || source.startsWith("$");
  }

  private static boolean isOfAnImage(String mount, BuildPlan plan) {
    Matcher from = MOUNTED_FROM.matcher(mount);
    return from.find() && plan.stages().stream().noneMatch(stage -> is(stage, from.group(1)));
  }

  private static boolean is(Stage stage, String name) {
    return name.equalsIgnoreCase(stage.name()) || name.equals(String.valueOf(stage.index()));
  }
}

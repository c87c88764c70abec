package dev.slipway.service.build;

import dev.slipway.core.git.RefName;
import dev.slipway.core.rule.BuildRule;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a build builds, copied from its rule when it was admitted: a later change of the rule
 * doesn't change it.
 *
 * @param ruleId the rule, which may be gone
 * @param ref what was pushed or chosen
 * @param dockerfile as in the rule
 * @param context as in the rule
 * @param target as in the rule
 * @param buildArgs as in the rule
 * @param platforms as in the rule
 * @param cache whether what earlier builds left may be used again
 * @param tags the image's tags, at least one
 */
public record BuildPlan(
    UUID ruleId,
    RefName ref,
    String dockerfile,
    @Nullable String context,
    @Nullable String target,
    Map<String, String> buildArgs,
    List<String> platforms,
    boolean cache,
    List<String> tags) {

  public BuildPlan {
    buildArgs = Map.copyOf(buildArgs);
    platforms = List.copyOf(platforms);
    tags = List.copyOf(tags);
    if (tags.isEmpty()) {
      throw new IllegalArgumentException("a build needs a tag");
    }
  }

  /** What a rule makes of a ref. */
  public static BuildPlan of(BuildRule rule, RefName ref, List<String> tags) {
    return new BuildPlan(
        UUID.fromString(rule.id()),
        ref,
        rule.dockerfile(),
        rule.context(),
        rule.target(),
        rule.buildArgs(),
        rule.platforms(),
        rule.cache(),
        tags);
  }

  /** The same, but with nothing of earlier builds. */
  public BuildPlan withoutCache() {
    return new BuildPlan(
        ruleId, ref, dockerfile, context, target, buildArgs, platforms, false, tags);
  }
}

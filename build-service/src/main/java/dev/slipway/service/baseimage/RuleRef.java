package dev.slipway.service.baseimage;

import dev.slipway.core.git.RefName;
import dev.slipway.service.build.Build;
import java.util.UUID;

/**
 * What is rebuilt: one rule's image of one ref.
 *
 * @param repositoryId the repository
 * @param ruleId one of its rules
 * @param ref what the rule builds
 */
public record RuleRef(UUID repositoryId, UUID ruleId, RefName ref) {

  /** What a build builds. */
  public static RuleRef of(Build build) {
    return new RuleRef(build.repositoryId(), build.plan().ruleId(), build.plan().ref());
  }
}

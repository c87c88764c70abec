package dev.slipway.service.selection;

import dev.slipway.core.git.RefName;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants built; what is null does not narrow it.
 *
 * @param ref only this branch or tag
 * @param rule only by the rule with this id
 * @param dockerTag only where this image tag results, or from the branch of this name
 */
public record Selection(@Nullable RefName ref, @Nullable String rule, @Nullable String dockerTag) {

  /** Everything that the rules name. */
  public static final Selection EVERYTHING = new Selection(null, null, null);

  /** One ref, by every rule that matches it. */
  public static Selection ofRef(RefName ref) {
    return new Selection(ref, null, null);
  }

  /** Where an image tag comes from. */
  public static Selection ofDockerTag(String dockerTag) {
    return new Selection(null, null, dockerTag);
  }
}

package dev.slipway.core.message;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.rule.BuildRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the gateway has to know of one webhook. Published on {@link Topics#RULES}.
 *
 * @param hookId the id in the webhook's URL
 * @param provider the host's kind; a delivery on another provider's URL is unknown
 * @param repositoryId the Slipway repository, a UUID
 * @param repositoryName {@code namespace/name}
 * @param cloneUrl the source's clone URL; a delivery has to be about this repository
 * @param defaultBranch the source's default branch, null while it isn't known
 * @param sealedSecret the webhook's secret, sealed by {@code SecretBox} with the context {@code
 *     hook:<hookId>}
 * @param rules all rules of the repository, active or not, in their order
 */
public record HookConfig(
    String hookId,
    GitProvider provider,
    String repositoryId,
    String repositoryName,
    String cloneUrl,
    @Nullable String defaultBranch,
    String sealedSecret,
    List<BuildRule> rules) {

  public HookConfig {
    rules = List.copyOf(rules);
  }
}

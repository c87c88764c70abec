package dev.slipway.gateway.hook;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.message.HookConfig;
import dev.slipway.core.rule.InvalidRuleException;
import dev.slipway.core.rule.RuleSet;
import dev.slipway.core.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** One webhook, opened and understood. {@code toString} doesn't show the secret. */
public final class Hook {

  private final HookConfig config;
  private final GitUrl cloneUrl;
  private final RuleSet rules;
  private final SecretKey secret;

  private Hook(HookConfig config, GitUrl cloneUrl, RuleSet rules, SecretKey secret) {
    this.config = config;
    this.cloneUrl = cloneUrl;
    this.rules = rules;
    this.secret = secret;
  }

  /**
   * Opens what the rules topic tells of a webhook.
   *
   * @throws IllegalArgumentException when the secret is empty or sealed otherwise, or the clone URL
   *     is none
   * @throws InvalidRuleException when a rule can't be used
   */
  public static Hook open(HookConfig config, SecretBox box) throws InvalidRuleException {
    String secret = box.open("hook:" + config.hookId(), config.sealedSecret());
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("the webhook's secret is empty");
    }
    return new Hook(
        config,
        GitUrl.parse(config.cloneUrl()),
        RuleSet.compile(config.rules()),
        new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), Signature.ALGORITHM));
  }

  /** The webhook as it was configured. */
  public HookConfig config() {
    return config;
  }

  /** The repository that deliveries have to be about. */
  public GitUrl cloneUrl() {
    return cloneUrl;
  }

  /** The repository's rules. */
  public RuleSet rules() {
    return rules;
  }

  SecretKey secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "Hook[" + config.hookId() + " of " + config.repositoryName() + "]";
  }
}

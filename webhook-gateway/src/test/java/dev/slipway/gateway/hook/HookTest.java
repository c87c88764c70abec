package dev.slipway.gateway.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.RefType;
import dev.slipway.core.message.HookConfig;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.InvalidRuleException;
import dev.slipway.core.secret.SecretBox;
import dev.slipway.gateway.Samples;
import org.junit.jupiter.api.Test;

class HookTest {

  private final SecretBox box = SecretBox.fromKey(SecretBox.newBase64Key());

  @Test
  void aWebhookIsOpenedButShowsNoSecret() throws Exception {
    Hook hook = Hook.open(config("h1", box.seal("hook:h1", "s3cret")), box);

    assertEquals("repository-of-h1", hook.config().repositoryId());
    assertFalse(hook.toString().contains("s3cret"));
  }

  @Test
  void anEmptySecretOpensNothing() {
    HookConfig config = config("h1", box.seal("hook:h1", ""));

    assertThrows(IllegalArgumentException.class, () -> Hook.open(config, box));
  }

  @Test
  void aSecretOfAnotherWebhookOpensNothing() {
    HookConfig config = config("h1", box.seal("hook:h2", "s3cret"));

    assertThrows(IllegalArgumentException.class, () -> Hook.open(config, box));
  }

  @Test
  void aBadRuleOpensNothing() {
    HookConfig config =
        config("h1", box.seal("hook:h1", "s3cret"), Samples.rule("r", RefType.TAG, "/(/", ""));

    assertThrows(InvalidRuleException.class, () -> Hook.open(config, box));
  }

  private static HookConfig config(String id, String sealed, BuildRule... rules) {
    return Samples.hook(id, GitProvider.GITHUB, Samples.GITHUB_URL, sealed, rules);
  }
}

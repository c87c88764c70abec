package dev.slipway.gateway.hook;

import dev.slipway.core.git.GitProvider;
import dev.slipway.gateway.provider.Body;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a body comes from the host that a webhook was made for. An unknown webhook, one of
 * another provider and a wrong signature take the same work and give the same answer, so that
 * nobody learns which webhooks exist.
 */
@Singleton
public class Gatekeeper {

  private final Hooks hooks;
  private final SecretKey nobodysSecret;

  Gatekeeper(Hooks hooks) {
    this.hooks = hooks;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.nobodysSecret = new SecretKeySpec(random, Signature.ALGORITHM);
  }

  /** The webhook, if there is one and the signature is its own. */
  public Optional<Hook> admit(GitProvider provider, String hookId, Signature signature, Body body) {
    Optional<Hook> hook = hooks.find(provider, hookId);
    boolean genuine = signature.isOf(body, hook.map(Hook::secret).orElse(nobodysSecret));
    return genuine ? hook : Optional.empty();
  }
}

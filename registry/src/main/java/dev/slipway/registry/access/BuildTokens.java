package dev.slipway.registry.access;

import dev.slipway.core.secret.RegistryToken;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/** Checks the tokens that the build-service hands to builds. */
@Singleton
final class BuildTokens {

  private static final int MIN_KEY_BYTES = 32;

  private final Optional<byte[]> key;
  private final Clock clock;

  @Inject
  BuildTokens(RegistryKeyConfig config) {
    this(config.registryKey(), Clock.systemUTC());
  }

  /**
   * @throws IllegalArgumentException when the key is no key; the message doesn't repeat it
   */
  BuildTokens(Optional<String> base64Key, Clock clock) {
    this.key = base64Key.map(String::strip).filter(text -> !text.isEmpty()).map(BuildTokens::key);
    this.clock = clock;
  }

  /** The token, if it was signed with the key and is not over. */
  Optional<RegistryToken> verify(String token) {
    return key.flatMap(known -> RegistryToken.verify(known, token, clock.instant()));
  }

  private static byte[] key(String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw badKey();
    }
    if (key.length < MIN_KEY_BYTES) {
      throw badKey();
    }
    return key;
  }

  private static IllegalArgumentException badKey() {
    return new IllegalArgumentException(
        "slipway.registry-key must be at least 32 bytes in base64; make one with: openssl rand"
            + " -base64 32");
  }
}

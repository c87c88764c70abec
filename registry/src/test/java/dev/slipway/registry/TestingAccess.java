package dev.slipway.registry;

import dev.slipway.registry.access.Credentials;
import dev.slipway.registry.access.PullRights;
import dev.slipway.registry.access.RegistryAccess;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Everybody may pull {@code public/…}; alice, whose password is "wonder", {@code alice/…}, too. */
@Singleton
public final class TestingAccess implements RegistryAccess {

  /** Alice's user name. */
  public static final String USER = "alice";

  /** Alice's password. */
  public static final String PASSWORD = "wonder";

  @Override
  public PullRights anonymous() {
    return repository -> repository.startsWith("public/");
  }

  @Override
  public Optional<PullRights> signIn(Credentials credentials) {
    boolean alice =
        credentials.username().equals(Optional.of(USER)) && credentials.secret().equals(PASSWORD);
    return alice
        ? Optional.of(
            repository -> repository.startsWith("public/") || repository.startsWith("alice/"))
        : Optional.empty();
  }
}

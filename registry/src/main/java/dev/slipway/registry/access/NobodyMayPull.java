package dev.slipway.registry.access;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Keeps the registry closed when nothing else decides. */
@DefaultBean
@Singleton
final class NobodyMayPull implements RegistryAccess {

  @Override
  public PullRights anonymous() {
    return PullRights.NOTHING;
  }

  @Override
  public Optional<PullRights> signIn(Credentials credentials) {
    return Optional.empty();
  }
}

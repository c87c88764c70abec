package dev.slipway.service.baseimage.hook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All registry hooks. Every method works in the caller's transaction. */
public interface RegistryHooks {

  /** A namespace's hooks, newest first. */
  List<RegistryHook> of(String namespace);

  Optional<RegistryHook> find(UUID id);

  /**
   * Stores a hook.
   *
   * @return false when there is no such namespace
   */
  boolean add(RegistryHook hook, byte[] tokenHash);

  void remove(UUID id);

  /**
   * Counts an event.
   *
   * @return empty when no hook of this kind has this token
   */
  Optional<Count> count(HookKind kind, byte[] tokenHash, Instant now);

  /**
   * How many events a hook has taken.
   *
   * @param events in this minute, this one included
   * @param since when this minute began
   */
  record Count(int events, Instant since) {}
}

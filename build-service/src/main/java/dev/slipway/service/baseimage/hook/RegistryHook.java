package dev.slipway.service.baseimage.hook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place where a registry tells that it was pushed to.
 *
 * @param id never changes
 * @param namespace whose it is
 * @param kind what it understands
 * @param name for people, such as the registry's
 * @param createdAt when it was made
 * @param lastEventAt when the last event came, null before the first
 */
public record RegistryHook(
    UUID id,
    String namespace,
    HookKind kind,
    String name,
    Instant createdAt,
    @Nullable Instant lastEventAt) {}

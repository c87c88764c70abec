package dev.slipway.service.account;

import dev.slipway.service.access.Scope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A personal access token, without what it proves itself by.
 *
 * @param id to revoke it by
 * @param name what its owner calls it, different from their others
 * @param scope what it is good for
 * @param namespace the only namespace it is good for; null means all
 * @param createdAt when it was made
 * @param expiresAt until when it is good; null means until it is revoked
 * @param lastUsedAt when it was used last, to the minute; null means never
 */
public record AccessToken(
    UUID id,
    String name,
    Scope scope,
    @Nullable String namespace,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}

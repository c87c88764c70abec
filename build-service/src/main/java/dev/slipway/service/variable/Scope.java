package dev.slipway.service.variable;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a variable is for.
 *
 * @param repository the repository
 * @param rule one of its rules; null means all of them
 */
public record Scope(UUID repository, @Nullable UUID rule) {}

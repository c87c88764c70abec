package dev.slipway.service.organization;

import dev.slipway.service.access.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A namespace with members. Somebody's own namespace is one as well: its person is its one owner.
 *
 * @param name the namespace
 * @param personal whether it is an account's own
 * @param role what the viewer is in it; null for an administrator who isn't a member
 * @param createdAt when it was made
 */
public record Organization(String name, boolean personal, @Nullable Role role, Instant createdAt) {}

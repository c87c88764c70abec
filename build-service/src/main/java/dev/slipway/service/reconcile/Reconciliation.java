package dev.slipway.service.reconcile;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the comparison of a repository's remote stands.
 *
 * @param repositoryId whose
 * @param baselineAt when the remote was looked at first; null when it never could be
 * @param lookedAt when it was looked at last; null likewise
 * @param nextLookAt when it is looked at next
 * @param atOnce whether somebody wants differences built without waiting for a second look
 * @param failures how many looks in a row failed
 * @param problem why the last one did; null when it didn't
 */
public record Reconciliation(
    UUID repositoryId,
    @Nullable Instant baselineAt,
    @Nullable Instant lookedAt,
    Instant nextLookAt,
    boolean atOnce,
    int failures,
    @Nullable String problem) {}

package dev.slipway.service.host;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A linked account with its credential, for calls.
 *
 * @param account it
 * @param credential opened
 * @param version counts the credentials that it had; a change that was decided on an older one is
 *     dropped
 * @param renewalBegunAt when a renewal began whose end nobody knows, null else
 * @param limitedUntil before then the host wants no calls, null else
 */
public record OpenAccount(
    LinkedAccount account,
    Credential credential,
    long version,
    @Nullable Instant renewalBegunAt,
    @Nullable Instant limitedUntil) {}

package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a build.
 *
 * @param key says what asks: two requests with one key are one request
 * @param repositoryId whose
 * @param plan what to build
 * @param commit the commit; null means the ref's tip when a worker fetches it
 * @param commitMessage its message as far as known
 * @param cause why
 */
public record BuildRequest(
    String key,
    UUID repositoryId,
    BuildPlan plan,
    @Nullable CommitSha commit,
    @Nullable String commitMessage,
    BuildCause cause) {}

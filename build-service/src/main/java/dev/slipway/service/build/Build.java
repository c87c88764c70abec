package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One build.
 *
 * @param id never changes
 * @param sequence grows in the order of admission; the newest build of a ref has the highest
 * @param repositoryId whose
 * @param plan what it builds
 * @param cause why
 * @param commit what is built; null while the ref's tip isn't known
 * @param commitMessage its message as far as known
 * @param state how far it is
 * @param createdAt when it was admitted
 */
public record Build(
    UUID id,
    long sequence,
    UUID repositoryId,
    BuildPlan plan,
    BuildCause cause,
    @Nullable CommitSha commit,
    @Nullable String commitMessage,
    BuildState state,
    Instant createdAt) {

  /**
   * Whether an image that was made of the same inputs before may take the place of a new one. Not
   * in a scheduled build: it is to get what package repositories have got since.
   */
  boolean mayReuse() {
    return plan.cache() && cause.kind() != BuildCause.Kind.SCHEDULE;
  }

  Build with(BuildState newState) {
    return new Build(
        id, sequence, repositoryId, plan, cause, commit, commitMessage, newState, createdAt);
  }

  /** With what a worker learned of the commit; what is null stays as it was. */
  Build with(@Nullable CommitSha newCommit, @Nullable String newMessage) {
    return new Build(
        id,
        sequence,
        repositoryId,
        plan,
        cause,
        newCommit == null ? commit : newCommit,
        newMessage == null ? commitMessage : newMessage,
        state,
        createdAt);
  }
}

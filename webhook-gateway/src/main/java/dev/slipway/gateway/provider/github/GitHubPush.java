package dev.slipway.gateway.provider.github;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that count of GitHub's {@code push} event (docs.github.com, "Webhook events"). */
@JsonNaming(SnakeCaseStrategy.class)
record GitHubPush(
    @Nullable String ref,
    @Nullable String before,
    @Nullable String after,
    boolean created,
    boolean deleted,
    boolean forced,
    @Nullable List<@Nullable Commit> commits,
    @Nullable Commit headCommit,
    @Nullable Repository repository,
    @Nullable Account sender) {

  record Commit(
      @Nullable String id,
      @Nullable Boolean distinct,
      @Nullable String message,
      @Nullable List<@Nullable String> added,
      @Nullable List<@Nullable String> modified,
      @Nullable List<@Nullable String> removed) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Repository(
      @Nullable String cloneUrl,
      @Nullable String sshUrl,
      @Nullable String htmlUrl,
      @Nullable String defaultBranch) {}

  record Account(@Nullable String login) {}

  /** What every event has. */
  record Envelope(@Nullable Account sender) {}
}

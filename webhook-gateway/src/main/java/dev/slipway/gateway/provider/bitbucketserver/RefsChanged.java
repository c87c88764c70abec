package dev.slipway.gateway.provider.bitbucketserver;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts that count of {@code repo:refs_changed} (confluence.atlassian.com/bitbucketserver,
 * "Event payload").
 */
record RefsChanged(
    @Nullable Actor actor,
    @Nullable Repository repository,
    @Nullable List<@Nullable Change> changes,
    @Nullable Commit toCommit) {

  record Actor(@Nullable String name) {}

  record Repository(@Nullable String slug, @Nullable Project project, @Nullable Links links) {}

  record Project(@Nullable String key) {}

  record Links(@JsonProperty("clone") @Nullable List<@Nullable Link> cloneLinks) {}

  record Link(@Nullable String href) {}

  record Change(
      @Nullable Ref ref,
      @Nullable String refId,
      @Nullable String fromHash,
      @Nullable String toHash) {}

  record Ref(@Nullable String id) {}

  record Commit(@Nullable String id, @Nullable String message) {}

  /** What every event has. */
  record Envelope(@Nullable Actor actor) {}
}

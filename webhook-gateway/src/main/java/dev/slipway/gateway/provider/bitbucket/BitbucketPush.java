package dev.slipway.gateway.provider.bitbucket;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts that count of {@code repo:push} (support.atlassian.com, "Event payloads"). */
record BitbucketPush(
    @Nullable Actor actor, @Nullable Repository repository, @Nullable Changes push) {

  @JsonNaming(SnakeCaseStrategy.class)
  record Actor(
      @Nullable String nickname,
      @Nullable String displayName,
      @Nullable String accountId,
      @Nullable String uuid) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Repository(
      @Nullable String fullName, @Nullable Links links, @Nullable MainBranch mainbranch) {}

  record Links(@Nullable Link html) {}

  record Link(@Nullable String href) {}

  record MainBranch(@Nullable String name) {}

  record Changes(@Nullable List<@Nullable Change> changes) {}

  /** One moved ref; {@code new} is null when it was deleted and {@code old} when created. */
  record Change(
      @JsonProperty("new") @Nullable Ref after,
      @JsonProperty("old") @Nullable Ref before,
      boolean forced) {}

  record Ref(@Nullable String type, @Nullable String name, @Nullable Target target) {}

  record Target(@Nullable String hash, @Nullable String message) {}

  /** What every event has. */
  record Envelope(@Nullable Actor actor) {}
}

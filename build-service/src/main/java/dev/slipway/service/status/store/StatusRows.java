package dev.slipway.service.status.store;

import dev.slipway.core.git.CommitSha;
import dev.slipway.service.host.GitHostApi.CommitStatus.State;
import dev.slipway.service.status.StatusStore.Due;
import dev.slipway.service.status.StatusStore.Outcome;
import dev.slipway.service.status.StatusStore.Told;
import dev.slipway.service.status.StatusWish;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Rows of {@code commit_status} as the feature's own types. */
final class StatusRows {

  private StatusRows() {}

  static Due due(Tuple row, UUID claim) {
    return new Due(
        row.get("id", Number.class).longValue(),
        claim,
        row.get("wish", Number.class).intValue(),
        wish(row),
        row.get("attempts", Number.class).intValue(),
        row.get("wished_at", Instant.class));
  }

  static Told told(Tuple row) {
    return new Told(
        wish(row),
        Outcome.valueOf(row.get("outcome", String.class).toUpperCase(Locale.ROOT)),
        row.get("attempts", Number.class).intValue(),
        row.get("problem", String.class),
        row.get("wished_at", Instant.class),
        row.get("next_attempt_at", Instant.class),
        row.get("settled_at", Instant.class));
  }

  /** A constant as the table has it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static StatusWish wish(Tuple row) {
    return new StatusWish(
        row.get("repository_id", UUID.class),
        new CommitSha(row.get("commit_sha", String.class)),
        row.get("context", String.class),
        row.get("build_id", UUID.class),
        row.get("build_sequence", Number.class).longValue(),
        State.valueOf(row.get("state", String.class).toUpperCase(Locale.ROOT)),
        row.get("description", String.class));
  }
}

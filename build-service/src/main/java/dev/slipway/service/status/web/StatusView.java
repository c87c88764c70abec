package dev.slipway.service.status.web;

import dev.slipway.service.status.StatusStore.Outcome;
import dev.slipway.service.status.StatusStore.Told;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A commit status as REST shows it.
 *
 * @param context names the check at the host
 * @param commit the commit it is at
 * @param state pending, success, failure or error
 * @param description what the host shows
 * @param outcome how far it got
 * @param attempts how often sending it failed
 * @param problem why it failed last, with what to do
 * @param wishedAt since when it is to be shown
 * @param nextAttemptAt when it is sent next, as long as it waits
 * @param settledAt when it was sent or given up
 */
@Schema(name = "CommitStatus")
record StatusView(
    String context,
    String commit,
    @Schema(enumeration = {"pending", "success", "failure", "error"}) String state,
    String description,
    @Schema(enumeration = {"waiting", "sent", "given_up"}) String outcome,
    int attempts,
    @Nullable String problem,
    Instant wishedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant settledAt) {

  static StatusView of(Told told) {
    return new StatusView(
        told.wish().context(),
        told.wish().commit().value(),
        word(told.wish().state()),
        told.wish().description(),
        word(told.outcome()),
        told.attempts(),
        told.problem(),
        told.wishedAt(),
        told.outcome() == Outcome.WAITING ? told.nextAttemptAt() : null,
        told.settledAt());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

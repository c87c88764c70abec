package dev.slipway.service.schedule;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored schedule.
 *
 * @param id never changes
 * @param repositoryId whose
 * @param draft as somebody wrote it
 * @param nextRunAt when it is due; null while it is switched off
 * @param attempts how often the run that is due now has failed
 * @param last its last run; null when it never ran
 * @param createdAt when it was made
 */
public record Schedule(
    UUID id,
    UUID repositoryId,
    ScheduleDraft draft,
    @Nullable Instant nextRunAt,
    int attempts,
    @Nullable LastRun last,
    Instant createdAt) {

  /**
   * A run.
   *
   * @param at when
   * @param result what came of it, for people
   * @param builds the builds it made, or that were under way already
   */
  public record LastRun(Instant at, String result, List<UUID> builds) {
    public LastRun {
      builds = List.copyOf(builds);
    }
  }
}

package dev.slipway.service.schedule.web;

import dev.slipway.core.git.RefName;
import dev.slipway.service.schedule.Schedule;
import dev.slipway.service.schedule.Schedule.LastRun;
import dev.slipway.service.schedule.ScheduleDraft;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A schedule as the API shows it. */
@Schema(name = "Schedule")
record ScheduleView(
    UUID id,
    String name,
    String cron,
    String timeZone,
    @Nullable String type,
    @Nullable String ref,
    @Nullable String rule,
    boolean cache,
    boolean onlyWhenChanged,
    boolean enabled,
    @Schema(description = "When it is due; null while it is switched off")
        @Nullable Instant nextRunAt,
    @Schema(description = "null when it never ran") @Nullable Instant lastRunAt,
    @Schema(description = "What came of the last run") @Nullable String lastResult,
    @Schema(description = "The builds of the last run") List<UUID> lastBuilds,
    Instant createdAt) {

  static ScheduleView of(Schedule schedule) {
    ScheduleDraft draft = schedule.draft();
    RefName ref = draft.ref();
    LastRun last = schedule.last();
    return new ScheduleView(
        schedule.id(),
        draft.name(),
        draft.cron().toString(),
        draft.timeZone().getId(),
        ref == null ? null : ref.type().wireName(),
        ref == null ? null : ref.name(),
        draft.rule(),
        draft.cache(),
        draft.onlyWhenChanged(),
        draft.enabled(),
        schedule.nextRunAt(),
        last == null ? null : last.at(),
        last == null ? null : last.result(),
        last == null ? List.of() : last.builds(),
        schedule.createdAt());
  }
}

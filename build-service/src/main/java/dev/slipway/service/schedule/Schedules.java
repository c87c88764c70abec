package dev.slipway.service.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored schedules. Every method works in the caller's transaction. */
public interface Schedules {

  /** All of a repository's, newest first. */
  List<Schedule> ofRepository(UUID repositoryId);

  /** One of a repository's, locked. */
  Optional<Schedule> lock(UUID repositoryId, UUID id);

  /** Keeps others from changing the repository's schedules until the transaction ends. */
  void lockRepository(UUID repositoryId);

  void add(Schedule schedule);

  /** Replaces what somebody wrote, and when it is due next. */
  void replace(UUID id, ScheduleDraft draft, @Nullable Instant nextRunAt);

  void remove(UUID id);

  /** Takes what is due, for this service alone until the lease is over. */
  List<Schedule> claimDue(Instant now, Instant leaseUntil, int limit);

  /**
   * Notes a run's end.
   *
   * @param due which run, so that a change made meanwhile isn't overwritten
   * @param run what came of it
   * @param next when it is due next
   */
  void finish(UUID id, Instant due, Schedule.LastRun run, @Nullable Instant next);

  /** Notes a failed run that is tried again. */
  void retry(UUID id, Instant due, Schedule.LastRun run, Instant at);
}

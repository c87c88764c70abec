package dev.slipway.service.schedule;

import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes schedules. Whoever answers a request asks {@code Access} first. */
@ApplicationScoped
public class EditSchedules {

  private static final int MOST = 20;

  private final Schedules schedules;
  private final Clock clock;

  EditSchedules(Schedules schedules, Clock clock) {
    this.schedules = schedules;
    this.clock = clock;
  }

  @Transactional
  public List<Schedule> ofRepository(UUID repositoryId) {
    return schedules.ofRepository(repositoryId);
  }

  /**
   * One of a repository's.
   *
   * @throws NoSuchThingException when there is none
   */
  @Transactional
  public Schedule get(UUID repositoryId, UUID id) {
    return require(repositoryId, id);
  }

  /**
   * Makes one.
   *
   * @throws ConflictException when the name is taken, or there are too many
   */
  @Transactional
  public Schedule create(UUID repositoryId, ScheduleDraft draft) {
    schedules.lockRepository(repositoryId);
    List<Schedule> others = schedules.ofRepository(repositoryId);
    if (others.size() >= MOST) {
      throw new ConflictException(
          "a repository has up to " + MOST + " schedules; remove one first");
    }
    checkName(others, draft.name(), null);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Schedule schedule =
        new Schedule(UUID.randomUUID(), repositoryId, draft, next(draft, now), 0, null, now);
    schedules.add(schedule);
    return schedule;
  }

  /**
   * Replaces one; it is due by its new words from now on.
   *
   * @throws NoSuchThingException when there is none
   * @throws ConflictException when the name is taken
   */
  @Transactional
  public Schedule replace(UUID repositoryId, UUID id, ScheduleDraft draft) {
    schedules.lockRepository(repositoryId);
    Schedule before = require(repositoryId, id);
    checkName(schedules.ofRepository(repositoryId), draft.name(), id);
    Instant next = next(draft, clock.instant());
    schedules.replace(id, draft, next);
    return new Schedule(id, repositoryId, draft, next, 0, before.last(), before.createdAt());
  }

  /**
   * Removes one; builds it made stay.
   *
   * @throws NoSuchThingException when there is none
   */
  @Transactional
  public void remove(UUID repositoryId, UUID id) {
    schedules.remove(require(repositoryId, id).id());
  }

  private Schedule require(UUID repositoryId, UUID id) {
    return schedules
        .lock(repositoryId, id)
        .orElseThrow(
            () -> new NoSuchThingException("there is no such schedule in this repository"));
  }

  private static void checkName(List<Schedule> others, String name, @Nullable UUID except) {
    boolean taken =
        others.stream()
            .anyMatch(other -> other.draft().name().equals(name) && !other.id().equals(except));
    if (taken) {
      throw new ConflictException(
          "there is a schedule \"" + name + "\" already; choose another name");
    }
  }

  private static @Nullable Instant next(ScheduleDraft draft, Instant now) {
    return draft.enabled() ? draft.cron().next(now, draft.timeZone()).orElse(null) : null;
  }
}

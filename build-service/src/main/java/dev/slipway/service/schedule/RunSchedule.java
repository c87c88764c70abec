package dev.slipway.service.schedule;

import dev.slipway.service.build.BuildCause;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.schedule.Schedule.LastRun;
import dev.slipway.service.selection.BuildSelected;
import dev.slipway.service.selection.BuildSelected.Made;
import dev.slipway.service.selection.SelectRefs;
import dev.slipway.service.selection.Selected;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.ConflictException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Runs one schedule that came due. What was missed while no service ran is made up for by one run.
 * A run that is broken off is taken up again under the same key, so that it builds nothing twice.
 */
@ApplicationScoped
class RunSchedule {

  private static final Logger LOG = Logger.getLogger(RunSchedule.class);

  private final Schedules schedules;
  private final Repositories repositories;
  private final SelectRefs select;
  private final OnlyChanged onlyChanged;
  private final BuildSelected build;
  private final ScheduleSettings settings;
  private final RandomGenerator random;
  private final Clock clock;

  RunSchedule(
      Schedules schedules,
      Repositories repositories,
      SelectRefs select,
      OnlyChanged onlyChanged,
      BuildSelected build,
      ScheduleSettings settings,
      Clock clock) {
    this.schedules = schedules;
    this.repositories = repositories;
    this.select = select;
    this.onlyChanged = onlyChanged;
    this.build = build;
    this.settings = settings;
    this.random = new Random();
    this.clock = clock;
  }

  /** Runs it. May ask the remote, so not to be called within a transaction. */
  void run(Schedule schedule) {
    Instant due = Objects.requireNonNull(schedule.nextRunAt(), "it was claimed as due");
    try {
      Optional<Repository> repository = repositories.byId(schedule.repositoryId());
      if (repository.isPresent()) {
        finish(schedule, due, build(schedule, due, repository.get()));
      }
    } catch (SourceUnreachableException e) {
      failed(schedule, due, "The remote could not be asked: " + e.getMessage());
    } catch (ConflictException e) {
      finish(schedule, due, run("Nothing was built: " + e.getMessage() + ".", List.of()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "run of a schedule broke off schedule=%s", schedule.id());
      failed(schedule, due, "Something went wrong inside Slipway; its log says what.");
    }
  }

  private LastRun build(Schedule schedule, Instant due, Repository repository)
      throws SourceUnreachableException {
    ScheduleDraft draft = schedule.draft();
    Selected wanted = select.select(repository, draft.selection(), settings.mostRefs());
    if (wanted.targets().isEmpty()) {
      return run("No rule builds what the schedule names.", List.of());
    }
    List<Selected.Target> targets =
        draft.onlyWhenChanged() ? onlyChanged.of(repository, wanted.targets()) : wanted.targets();
    if (targets.isEmpty()) {
      return run("Nothing was built: no commit is new since it was last built.", List.of());
    }
    List<Made> made =
        build.build(
            new BuildSelected.Order(
                repository,
                targets,
                draft.cache(),
                BuildCause.schedule(draft.name()),
                "schedule:" + schedule.id() + ":" + due));
    String count = made.size() + (made.size() == 1 ? " build." : " builds.");
    return run(count + wanted.remark(), made.stream().map(RunSchedule::buildId).toList());
  }

  private static UUID buildId(Made made) {
    return Objects.requireNonNull(made.admission().buildId(), "a wish is never refused");
  }

  private LastRun run(String result, List<UUID> builds) {
    return new LastRun(clock.instant(), result, builds);
  }

  private void finish(Schedule schedule, Instant due, LastRun run) {
    Instant next =
        schedule.draft().cron().next(clock.instant(), schedule.draft().timeZone()).orElse(null);
    QuarkusTransaction.requiringNew().run(() -> schedules.finish(schedule.id(), due, run, next));
  }

  /** Tried again after growing pauses, but not beyond its next regular time. */
  private void failed(Schedule schedule, Instant due, String why) {
    LOG.infof("schedule failed schedule=%s attempt=%d", schedule.id(), schedule.attempts() + 1);
    Instant now = clock.instant();
    Duration pause = settings.retryAfter().multipliedBy(1L << Math.min(schedule.attempts(), 10));
    Instant again = now.plus(pause).plusMillis(random.nextLong(pause.toMillis() / 4 + 1));
    boolean inTime =
        schedule
            .draft()
            .cron()
            .next(now, schedule.draft().timeZone())
            .filter(again::isAfter)
            .isEmpty();
    if (schedule.attempts() + 1 < settings.mostAttempts() && inTime) {
      LastRun run = run(why + " It is tried again.", List.of());
      QuarkusTransaction.requiringNew().run(() -> schedules.retry(schedule.id(), due, run, again));
    } else {
      finish(schedule, due, run(why, List.of()));
    }
  }
}

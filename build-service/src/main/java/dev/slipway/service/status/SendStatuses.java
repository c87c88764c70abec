package dev.slipway.service.status;

import dev.slipway.core.git.GitUrl;
import dev.slipway.service.build.BuildLinks;
import dev.slipway.service.host.GitHostApi.CommitStatus;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.LinkedAccounts;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.status.StatusStore.Due;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Sends one wished status after the other. No transaction is open while a host is asked; of one
 * context only one status is on its way at a time, so the host sees them in their order.
 */
@ApplicationScoped
class SendStatuses {

  private static final Logger LOG = Logger.getLogger(SendStatuses.class);

  private final StatusStore statuses;
  private final LinkedAccounts accounts;
  private final Repositories repositories;
  private final BuildLinks links;
  private final StatusSettings settings;
  private final StatusMetrics metrics;
  private final Clock clock;
  private final RandomGenerator random;

  @Inject
  SendStatuses(
      StatusStore statuses,
      LinkedAccounts accounts,
      Repositories repositories,
      BuildLinks links,
      StatusSettings settings,
      StatusMetrics metrics,
      Clock clock) {
    this(
        statuses,
        accounts,
        repositories,
        links,
        settings,
        metrics,
        clock,
        RandomGenerator.getDefault());
  }

  SendStatuses(
      StatusStore statuses,
      LinkedAccounts accounts,
      Repositories repositories,
      BuildLinks links,
      StatusSettings settings,
      StatusMetrics metrics,
      Clock clock,
      RandomGenerator random) {
    this.statuses = statuses;
    this.accounts = accounts;
    this.repositories = repositories;
    this.links = links;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.random = random;
  }

  /** Sends the one that is due longest; false when none is. */
  boolean sendNext() {
    Instant now = clock.instant();
    Optional<Due> due = statuses.claim(now, now.plus(settings.claim()));
    due.ifPresent(this::send);
    return due.isPresent();
  }

  /** Forgets what is long settled. */
  void forgetOld() {
    statuses.forget(clock.instant().minus(settings.keep()));
  }

  private void send(Due due) {
    Optional<Repository> repository = repositories.byId(due.wish().repositoryId());
    Optional<UUID> account = accounts.ofRepository(due.wish().repositoryId());
    if (repository.isEmpty() || account.isEmpty()) {
      giveUp(due, "unlinked", "The repository is not linked to an account any more.");
      return;
    }
    try {
      tell(account.get(), repository.get(), due.wish());
      statuses.sent(due, clock.instant());
      metrics.sent();
    } catch (GitHostException e) {
      failed(due, e);
    } catch (RuntimeException e) {
      LOG.errorf(e, "commit status can't be sent build=%s", due.wish().buildId());
      retry(due, "internal", "Slipway failed to send it; its own log says why.", Duration.ZERO);
    }
  }

  private void tell(UUID account, Repository repository, StatusWish wish) throws GitHostException {
    GitUrl source = repository.cloneUrl();
    CommitStatus status =
        new CommitStatus(
            wish.context(),
            wish.state(),
            wish.description(),
            links.page(repository.name(), wish.buildId()));
    accounts.<Optional<Void>>call(
        account,
        (api, connection) -> {
          api.commitStatus(connection, source, wish.commit(), status);
          return Optional.empty();
        });
  }

  private void failed(Due due, GitHostException failure) {
    String kind = failure.kind().name().toLowerCase(Locale.ROOT);
    String problem = String.valueOf(failure.getMessage());
    // An account can be linked again meanwhile.
    if (failure.isPassing() || failure.kind() == Kind.UNAUTHORIZED) {
      retry(due, kind, problem, failure.retryAfter().orElse(Duration.ZERO));
    } else {
      giveUp(due, kind, problem);
    }
  }

  private void retry(Due due, String kind, String problem, Duration atLeast) {
    Instant now = clock.instant();
    Duration wait =
        new Backoff(settings.firstRetry(), settings.longestRetry())
            .after(due.attempts() + 1, random);
    Instant next = now.plus(wait.compareTo(atLeast) < 0 ? atLeast : wait);
    Instant end = due.wishedAt().plus(settings.giveUpAfter());
    if (next.isAfter(end)) {
      giveUp(due, kind, problem + " It was tried " + (due.attempts() + 1) + " times.");
      return;
    }
    statuses.retry(due, problem, next);
    metrics.failed(kind);
  }

  private void giveUp(Due due, String kind, String problem) {
    statuses.giveUp(due, problem, clock.instant());
    metrics.gaveUp(kind);
    LOG.infof("commit status given up build=%s kind=%s", due.wish().buildId(), kind);
  }
}

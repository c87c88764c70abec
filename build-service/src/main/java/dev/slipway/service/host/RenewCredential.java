package dev.slipway.service.host;

import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.LinkedAccount.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Renews grants that run out. A refresh token that rotates may be used once, so one caller renews,
 * in whichever process, and the others wait for what it gets. That caller holds a lease in the
 * account's row, not a transaction: the host may be slow. When the process dies between the host's
 * answer and the row, the lease runs out, the next caller tries the old refresh token, and if the
 * host refuses it, the account's reason tells what happened.
 */
@ApplicationScoped
class RenewCredential {

  private static final Logger LOG = Logger.getLogger(RenewCredential.class);
  private static final long PAUSE_MILLIS = 50;

  /** What the lease is longer than the host's timeout: time to write the answer down. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final LinkedAccountStore accounts;
  private final GitHosts hosts;
  private final HostProviders providers;
  private final Clock clock;

  RenewCredential(
      LinkedAccountStore accounts, GitHosts hosts, HostProviders providers, Clock clock) {
    this.accounts = accounts;
    this.hosts = hosts;
    this.providers = providers;
    this.clock = clock;
  }

  /**
   * Renews a grant that the host refused.
   *
   * @param seen as it was then; when there is a newer one already, that is the answer
   * @throws GitHostException {@code UNAUTHORIZED} when it can't be renewed: then the account is
   *     marked
   */
  OpenAccount renew(OpenAccount seen, GitHost host) throws GitHostException {
    Duration lease = host.timeout().plus(SLACK);
    long tries = lease.multipliedBy(2).toMillis() / PAUSE_MILLIS;
    for (long i = 0; i < tries; i++) {
      OpenAccount current = current(seen.account().id());
      if (current.version() != seen.version()) {
        return current;
      }
      Instant now = clock.instant();
      if (accounts.beginRenewal(seen.account().id(), seen.version(), now, now.plus(lease))) {
        return refresh(current, host);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      if (Thread.currentThread().isInterrupted()) {
        throw unfinished(host, "the wait for its renewal was interrupted");
      }
    }
    throw unfinished(host, "its renewal by another caller does not end");
  }

  /**
   * Renews a grant that is about to run out. When the host can't just now, it is used as long as it
   * lasts.
   */
  OpenAccount renewAhead(OpenAccount seen, GitHost host) throws GitHostException {
    try {
      return renew(seen, host);
    } catch (GitHostException e) {
      if (!e.isPassing() || seen.credential().expiresBefore(clock.instant())) {
        throw e;
      }
      LOG.infof("grant not renewed yet: host=%s account=%s", host.id(), seen.account().id());
      return seen;
    }
  }

  private OpenAccount refresh(OpenAccount account, GitHost host) throws GitHostException {
    UUID id = account.account().id();
    OAuthClient.Grant grant;
    try {
      grant =
          providers
              .oauth(host.provider())
              .refresh(application(host), hosts.callbackUrl(host), token(account));
    } catch (GitHostException e) {
      throw failed(account, host, e);
    } catch (RuntimeException e) {
      accounts.endRenewal(id, account.version(), false);
      throw e;
    }
    accounts.renewed(id, account.version(), account.credential().renewedBy(grant), clock.instant());
    return current(id);
  }

  private GitHostException failed(OpenAccount account, GitHost host, GitHostException failure) {
    UUID id = account.account().id();
    if (failure.kind() != Kind.UNAUTHORIZED) {
      accounts.endRenewal(id, account.version(), failure.kind() != Kind.UNAVAILABLE);
      return failure;
    }
    String reason = reason(host, account.renewalBegunAt());
    accounts.mark(id, account.version(), State.EXPIRED, reason, clock.instant());
    return new GitHostException(Kind.UNAUTHORIZED, reason, failure);
  }

  private static String reason(GitHost host, @Nullable Instant cutOff) {
    String refused = host.displayName() + " does not renew the authorization any more";
    return cutOff == null
        ? refused + ": it was revoked or not used for too long; link the account again"
        : refused
            + ": a renewal that began at "
            + cutOff
            + " was cut off before its result was stored; link the account again";
  }

  private OpenAccount current(UUID id) throws GitHostException {
    OpenAccount account =
        accounts
            .open(id)
            .orElseThrow(
                () ->
                    new GitHostException(
                        Kind.NOT_FOUND, "the linked account was unlinked just now", null));
    if (account.account().state() != State.ACTIVE) {
      throw new GitHostException(
          Kind.UNAUTHORIZED, String.valueOf(account.account().stateReason()), null);
    }
    return account;
  }

  private static OAuthClient.Application application(GitHost host) throws GitHostException {
    return host.oauth()
        .orElseThrow(
            () ->
                new GitHostException(
                    Kind.REFUSED,
                    "the authorization at "
                        + host.displayName()
                        + " can't be renewed: its operator has to set slipway.git-hosts."
                        + host.id()
                        + ".client-id and client-secret, or the account has to be linked by token",
                    null));
  }

  private static String token(OpenAccount account) {
    String token = account.credential().refreshToken();
    if (token == null) {
      throw new IllegalArgumentException("a credential without a refresh token can't be renewed");
    }
    return token;
  }

  private static GitHostException unfinished(GitHost host, String why) {
    return new GitHostException(
        Kind.UNAVAILABLE,
        "the authorization at " + host.displayName() + " is not renewed yet: " + why,
        null);
  }
}

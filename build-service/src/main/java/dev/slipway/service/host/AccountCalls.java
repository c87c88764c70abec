package dev.slipway.service.host;

import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.LinkedAccount.CredentialKind;
import dev.slipway.service.host.LinkedAccount.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link LinkedAccounts} with what is stored of them. */
@ApplicationScoped
class AccountCalls implements LinkedAccounts {

  /** A token that runs out sooner than this is renewed first. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  /** How long a host is left alone that doesn't say how long. */
  private static final Duration LIMIT_WITHOUT_A_TIME = Duration.ofMinutes(1);

  private final LinkedAccountStore accounts;
  private final GitHosts hosts;
  private final HostProviders providers;
  private final RenewCredential renew;
  private final Clock clock;

  AccountCalls(
      LinkedAccountStore accounts,
      GitHosts hosts,
      HostProviders providers,
      RenewCredential renew,
      Clock clock) {
    this.accounts = accounts;
    this.hosts = hosts;
    this.providers = providers;
    this.renew = renew;
    this.clock = clock;
  }

  @Override
  public <T> T call(UUID id, HostCall<T> call) throws GitHostException {
    OpenAccount account = usable(id);
    GitHost host = host(account.account());
    leaveAloneWhenLimited(account, host);
    OpenAccount fresh = fresh(account, host);
    try {
      return attempt(fresh, host, call);
    } catch (GitHostException e) {
      if (e.kind() != Kind.UNAUTHORIZED) {
        throw e;
      }
      return again(fresh, host, call, e);
    }
  }

  @Override
  public Optional<UUID> ofRepository(UUID repositoryId) {
    return accounts.ofRepository(repositoryId);
  }

  @Override
  public GitCredential gitCredential(UUID id) throws GitHostException {
    OpenAccount account = usable(id);
    Credential credential = fresh(account, host(account.account())).credential();
    return GitCredentials.of(account.account(), credential);
  }

  /** Repeats a call that the host refused the credential for, once, if that can be renewed. */
  private <T> T again(OpenAccount refused, GitHost host, HostCall<T> call, GitHostException refusal)
      throws GitHostException {
    if (refused.credential().refreshToken() == null) {
      throw marked(refused, host, refusal);
    }
    OpenAccount renewed = renew.renew(refused, host);
    try {
      return attempt(renewed, host, call);
    } catch (GitHostException e) {
      throw e.kind() == Kind.UNAUTHORIZED ? marked(renewed, host, e) : e;
    }
  }

  private <T> T attempt(OpenAccount account, GitHost host, HostCall<T> call)
      throws GitHostException {
    Credential credential = account.credential();
    try {
      return call.call(
          providers.api(host.provider()),
          host.connection(credential.username(), credential.accessToken()));
    } catch (GitHostException e) {
      if (e.kind() == Kind.RATE_LIMITED) {
        Duration pause = e.retryAfter().orElse(LIMIT_WITHOUT_A_TIME);
        accounts.limit(account.account().id(), clock.instant().plus(pause));
      }
      throw e;
    }
  }

  private OpenAccount usable(UUID id) throws GitHostException {
    OpenAccount account =
        accounts
            .open(id)
            .orElseThrow(
                () ->
                    new GitHostException(
                        Kind.NOT_FOUND,
                        "the linked account is gone; link the repository to another one",
                        null));
    if (account.account().state() != State.ACTIVE) {
      throw new GitHostException(
          Kind.UNAUTHORIZED, String.valueOf(account.account().stateReason()), null);
    }
    return account;
  }

  private GitHost host(LinkedAccount account) throws GitHostException {
    return hosts
        .find(account.host())
        .filter(host -> host.provider() == account.provider())
        .orElseThrow(
            () ->
                new GitHostException(
                    Kind.REFUSED,
                    "the Git host \""
                        + account.host()
                        + "\" is not configured here any more; its operator has to set"
                        + " slipway.git-hosts."
                        + account.host()
                        + ".url, or the account has to be unlinked",
                    null));
  }

  private OpenAccount fresh(OpenAccount account, GitHost host) throws GitHostException {
    Credential credential = account.credential();
    if (!credential.expiresBefore(clock.instant().plus(MARGIN))) {
      return account;
    }
    if (credential.refreshToken() != null) {
      return renew.renewAhead(account, host);
    }
    if (credential.expiresBefore(clock.instant())) {
      throw marked(account, host, null);
    }
    return account;
  }

  private void leaveAloneWhenLimited(OpenAccount account, GitHost host) throws GitHostException {
    Instant until = account.limitedUntil();
    Instant now = clock.instant();
    if (until != null && until.isAfter(now)) {
      Duration pause = Duration.between(now, until);
      throw new GitHostException(
          Kind.RATE_LIMITED,
          host.displayName() + " takes no more calls of this account until " + until,
          pause,
          null);
    }
  }

  /** Marks an account whose credential is of no use any more. */
  private GitHostException marked(OpenAccount account, GitHost host, @Nullable Throwable cause) {
    Instant now = clock.instant();
    boolean expired = account.credential().expiresBefore(now);
    String what =
        account.credential().kind() == CredentialKind.OAUTH ? "the authorization" : "the token";
    String reason =
        (expired
                ? what + " at " + host.displayName() + " ran out"
                : host.displayName() + " refuses " + what + ": it was revoked, or has run out")
            + "; link the account again";
    accounts.mark(
        account.account().id(),
        account.version(),
        expired ? State.EXPIRED : State.REVOKED,
        reason,
        now);
    return new GitHostException(Kind.UNAUTHORIZED, reason, cause);
  }
}

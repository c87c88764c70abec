package dev.slipway.service.host;

import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.LinkFailedException.Reason;
import dev.slipway.service.host.LinkedAccountStore.Linked;
import dev.slipway.service.host.LinkedAccountStore.NewLink;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Checks a credential against its host, and stores what it is good for. */
@ApplicationScoped
class LinkAccount {

  private static final Logger LOG = Logger.getLogger(LinkAccount.class);

  private final HostProviders providers;
  private final LinkedAccountStore accounts;
  private final Clock clock;

  LinkAccount(HostProviders providers, LinkedAccountStore accounts, Clock clock) {
    this.providers = providers;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Links by a token that somebody gave.
   *
   * @throws InvalidInputException when the host refuses it, or it lacks scopes
   * @throws HostCallFailedException when the host can't say
   */
  Linked byToken(
      String namespace, GitHost host, LinkedAccount.Mode mode, Credential credential, UUID by) {
    GitHostApi.Account account;
    try {
      account = ask(host, credential);
    } catch (GitHostException e) {
      if (e.kind() == Kind.UNAUTHORIZED || e.kind() == Kind.FORBIDDEN) {
        throw new InvalidInputException(
            "token", host.displayName() + " refuses it; it is wrong, expired or revoked");
      }
      throw new HostCallFailedException(e);
    }
    List<String> missing = missing(account, mode);
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "token",
          "lacks "
              + String.join(", ", missing)
              + " for mode \"full\"; make a token with that, or link in mode \"limited\"");
    }
    return store(namespace, host, mode, account, credential, by);
  }

  /**
   * Links by a grant that the host just gave. When that fails, the grant is taken back.
   *
   * @throws LinkFailedException when it fails
   */
  Linked byGrant(
      PendingAuthorization pending,
      GitHost host,
      OAuthClient.Application application,
      OAuthClient.Grant grant) {
    try {
      Credential credential = Credential.of(grant);
      GitHostApi.Account account = ask(host, credential);
      List<String> missing = missing(account, pending.mode());
      if (!missing.isEmpty()) {
        throw new LinkFailedException(
            Reason.TOO_LITTLE,
            "Nothing was linked: "
                + host.displayName()
                + " did not grant "
                + String.join(", ", missing)
                + "; grant it, or link in mode \"limited\"",
            pending.returnTo(),
            null);
      }
      return store(pending.namespace(), host, pending.mode(), account, credential, pending.user());
    } catch (GitHostException e) {
      takeBack(host, application, grant);
      throw new LinkFailedException(
          e.isPassing() ? Reason.UNAVAILABLE : Reason.REFUSED,
          "Nothing was linked: " + e.getMessage(),
          pending.returnTo(),
          e);
    } catch (LinkFailedException | ConflictException | InvalidInputException e) {
      takeBack(host, application, grant);
      throw e;
    }
  }

  private GitHostApi.Account ask(GitHost host, Credential credential) throws GitHostException {
    return providers
        .api(host.provider())
        .account(host.connection(credential.username(), credential.accessToken()));
  }

  /** Limited accounts install nothing and see nothing private: any scopes will do. */
  private static List<String> missing(GitHostApi.Account account, LinkedAccount.Mode mode) {
    return mode == LinkedAccount.Mode.FULL ? account.missing() : List.of();
  }

  private Linked store(
      String namespace,
      GitHost host,
      LinkedAccount.Mode mode,
      GitHostApi.Account account,
      Credential credential,
      UUID by) {
    return accounts.link(
        new NewLink(namespace, host, account.login(), mode, credential, List.of(), by),
        clock.instant());
  }

  private void takeBack(
      GitHost host, OAuthClient.Application application, OAuthClient.Grant grant) {
    try {
      boolean offered = providers.oauth(host.provider()).revoke(application, grant);
      LOG.debugf("unused grant: host=%s revoked=%s", host.id(), offered);
    } catch (GitHostException e) {
      LOG.warnf("unused grant not revoked: host=%s reason=%s", host.id(), e.getMessage());
    }
  }
}

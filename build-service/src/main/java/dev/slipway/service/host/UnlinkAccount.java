package dev.slipway.service.host;

import dev.slipway.service.access.Action;
import dev.slipway.service.host.LinkedAccount.CredentialKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Unlinks an account. What the host does not take back is said, and holds nothing up: the
 * credential is gone here in any case.
 */
@ApplicationScoped
public class UnlinkAccount {

  private static final Logger LOG = Logger.getLogger(UnlinkAccount.class);

  private final ReadLinkedAccounts read;
  private final LinkedAccountStore accounts;
  private final GitHosts hosts;
  private final HostProviders providers;
  private final RemoveWebhooks webhooks;

  UnlinkAccount(
      ReadLinkedAccounts read,
      LinkedAccountStore accounts,
      GitHosts hosts,
      HostProviders providers,
      RemoveWebhooks webhooks) {
    this.read = read;
    this.accounts = accounts;
    this.hosts = hosts;
    this.providers = providers;
    this.webhooks = webhooks;
  }

  /**
   * What was done.
   *
   * @param revoked whether the host took the credential back
   * @param advice what is left to do at the host, null when nothing is
   * @param repositories that used it, and build on as plain ones
   */
  public record Report(
      boolean revoked, @Nullable String advice, List<RemoveWebhooks.Left> repositories) {
    public Report {
      repositories = List.copyOf(repositories);
    }
  }

  /**
   * Unlinks it.
   *
   * @param removeWebhooks whether the webhooks of its repositories are removed at the host
   */
  public Report unlink(UUID id, boolean removeWebhooks) {
    LinkedAccount account = read.read(id, Action.MANAGE_NAMESPACE);
    List<RemoveWebhooks.Left> repositories =
        webhooks.of(account, read.repositories(account).toList(), removeWebhooks);
    Optional<OpenAccount> open = accounts.open(id);
    accounts.remove(id);
    String advice = open.map(this::revoke).orElse(null);
    return new Report(advice == null, advice, repositories);
  }

  /** Takes the credential back at the host; says what is left to do there, null for nothing. */
  private @Nullable String revoke(OpenAccount open) {
    LinkedAccount account = open.account();
    Optional<GitHost> host = hosts.find(account.host());
    String where = host.map(GitHost::displayName).orElse(account.host());
    if (open.credential().kind() == CredentialKind.TOKEN) {
      return "delete the token of " + account.login() + " at " + where + ": only its owner can";
    }
    String advice = "remove Slipway from the authorized applications of " + account.login();
    Optional<OAuthClient.Application> application = host.flatMap(GitHost::oauth);
    if (host.isEmpty() || application.isEmpty()) {
      return advice + " at " + where + ": OAuth is not configured for it here any more";
    }
    try {
      OAuthClient client = providers.oauth(account.provider());
      boolean revoked = client.revoke(application.get(), open.credential().toGrant());
      return revoked ? null : advice + " at " + where + ": it offers no other way";
    } catch (GitHostException e) {
      LOG.warnf("grant not revoked: host=%s reason=%s", account.host(), e.getMessage());
      return advice + " at " + where + ": " + e.getMessage();
    }
  }
}

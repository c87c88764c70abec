package dev.slipway.service.source;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.protocol.BuildAssignment.Source;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.LinkedAccounts;
import dev.slipway.service.host.LinkedAccounts.GitCredential;
import dev.slipway.service.repository.Repositories;
import dev.slipway.service.repository.RepositorySettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * A repository's source with what it takes to read it: the credentials of its own, or else those of
 * the linked account, which are fetched when they are needed and stored nowhere else.
 */
@ApplicationScoped
public class SourceAccess {

  private final Repositories repositories;
  private final RepositorySettings.Store settings;
  private final LinkedAccounts accounts;

  SourceAccess(
      Repositories repositories, RepositorySettings.Store settings, LinkedAccounts accounts) {
    this.repositories = repositories;
    this.settings = settings;
    this.accounts = accounts;
  }

  /**
   * Opens the credentials. May call the Git host to renew the account's; not to be called within a
   * transaction.
   *
   * @throws GitHostException when the linked account's credential can't be had
   * @throws IllegalArgumentException when a sealed credential can't be opened
   */
  public Source open(UUID repositoryId) throws GitHostException {
    Source own = repositories.sourceWithCredentials(repositoryId);
    UUID account = settings.of(repositoryId).linkedAccount();
    if (account == null || own.password() != null || isOverSsh(own)) {
      return own;
    }
    GitCredential credential = accounts.gitCredential(account);
    return new Source(
        own.provider(),
        own.cloneUrl(),
        credential.username(),
        credential.password(),
        own.sshPrivateKey(),
        own.knownHosts());
  }

  private static boolean isOverSsh(Source source) {
    return GitUrl.parse(source.cloneUrl()).scheme().equals("ssh");
  }
}

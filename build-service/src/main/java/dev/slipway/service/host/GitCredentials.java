package dev.slipway.service.host;

import dev.slipway.service.host.LinkedAccount.CredentialKind;
import dev.slipway.service.host.LinkedAccounts.GitCredential;

/** What each kind of host takes as user name and password for git over HTTPS. */
final class GitCredentials {

  private GitCredentials() {}

  static GitCredential of(LinkedAccount account, Credential credential) {
    String token = credential.accessToken();
    return switch (account.provider()) {
      case GITHUB -> new GitCredential("x-access-token", token);
      case BITBUCKET -> new GitCredential(bitbucketUser(credential), token);
      case BITBUCKET_SERVER -> new GitCredential(null, token);
      case GIT -> throw new IllegalStateException("plain Git has no accounts to link");
    };
  }

  /**
   * Bitbucket's API tokens, which are used with an e-mail address elsewhere, have a user name of
   * their own for git; access tokens of a repository or workspace have OAuth's.
   */
  private static String bitbucketUser(Credential credential) {
    return credential.kind() == CredentialKind.TOKEN && credential.username() != null
        ? "x-bitbucket-api-token-auth"
        : "x-token-auth";
  }
}

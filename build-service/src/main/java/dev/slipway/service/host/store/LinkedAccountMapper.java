package dev.slipway.service.host.store;

import dev.slipway.core.git.GitProvider;
import dev.slipway.service.host.AccountSecrets;
import dev.slipway.service.host.Credential;
import dev.slipway.service.host.LinkedAccount;
import dev.slipway.service.host.LinkedAccount.CredentialKind;
import dev.slipway.service.host.LinkedAccount.Mode;
import dev.slipway.service.host.LinkedAccount.State;
import dev.slipway.service.host.OpenAccount;
import dev.slipway.service.repository.RepositorySecrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** Between rows of linked accounts and what the feature works with. */
@ApplicationScoped
class LinkedAccountMapper {

  private final RepositorySecrets secrets;

  LinkedAccountMapper(RepositorySecrets secrets) {
    this.secrets = secrets;
  }

  LinkedAccount toAccount(LinkedAccountEntity row) {
    return new LinkedAccount(
        row.id,
        row.namespace,
        row.host,
        GitProvider.parse(row.provider),
        row.login,
        Mode.parse(row.mode),
        kind(row),
        State.valueOf(row.state.toUpperCase(Locale.ROOT)),
        row.stateReason,
        List.of(row.missing),
        row.expiresAt,
        row.createdAt,
        row.updatedAt);
  }

  OpenAccount toOpenAccount(LinkedAccountEntity row) {
    String accessToken =
        String.valueOf(secrets.open(AccountSecrets.accessToken(row.id), row.accessTokenSealed));
    Credential credential =
        new Credential(
            kind(row),
            row.username,
            accessToken,
            secrets.open(AccountSecrets.refreshToken(row.id), row.refreshTokenSealed),
            row.expiresAt);
    return new OpenAccount(
        toAccount(row), credential, row.version, row.renewalBegunAt, row.limitedUntil);
  }

  /** Puts a new credential in place of the old one, and forgets what was known of that. */
  void write(Credential credential, LinkedAccountEntity row) {
    row.credential = credential.kind().wireName();
    row.username = credential.username();
    row.accessTokenSealed =
        secrets.seal(AccountSecrets.accessToken(row.id), credential.accessToken());
    row.refreshTokenSealed =
        secrets.sealIfGiven(AccountSecrets.refreshToken(row.id), credential.refreshToken());
    row.expiresAt = credential.expiresAt();
    row.state = State.ACTIVE.wireName();
    row.stateReason = null;
    row.renewalUntil = null;
    row.renewalBegunAt = null;
    row.limitedUntil = null;
    row.version++;
  }

  private static CredentialKind kind(LinkedAccountEntity row) {
    return CredentialKind.valueOf(row.credential.toUpperCase(Locale.ROOT));
  }
}

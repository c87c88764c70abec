package dev.slipway.service.host;

import dev.slipway.service.access.Action;
import dev.slipway.service.host.GitHostException.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Asks the host whether it still takes an account's credential, and for what. */
@ApplicationScoped
public class CheckAccount {

  private final ReadLinkedAccounts read;
  private final LinkedAccounts accounts;
  private final LinkedAccountStore store;

  CheckAccount(ReadLinkedAccounts read, LinkedAccounts accounts, LinkedAccountStore store) {
    this.read = read;
    this.accounts = accounts;
    this.store = store;
  }

  /**
   * Checks it now.
   *
   * @return the account as it is now: a refusal is an answer, too
   * @throws HostCallFailedException when the host can't say
   */
  public LinkedAccount check(UUID id) {
    LinkedAccount account = read.read(id, Action.MANAGE_NAMESPACE);
    try {
      GitHostApi.Account told = accounts.call(id, GitHostApi::account);
      boolean full = account.mode() == LinkedAccount.Mode.FULL;
      store.checked(id, full ? told.missing() : List.of());
    } catch (GitHostException e) {
      if (e.kind() != Kind.UNAUTHORIZED) {
        throw new HostCallFailedException(e);
      }
    }
    return read.read(id, Action.MANAGE_NAMESPACE);
  }
}

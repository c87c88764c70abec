package dev.slipway.service.account;

import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * Removes an account. Nothing is left without an owner: as long as the account has something that
 * others may rely on, it is refused with what to do about it.
 */
@ApplicationScoped
public class RemoveAccount {

  private final AccountDirectory accounts;

  RemoveAccount(AccountDirectory accounts) {
    this.accounts = accounts;
  }

  /**
   * Removes it with its own, empty namespace and all its credentials. What it did stays told by its
   * name.
   *
   * @throws dev.slipway.service.access.NoSuchThingException when there is none of this name
   * @throws ConflictException when it is the last administrator, or has something yet
   */
  @Transactional
  public void remove(String name) {
    long administrators = accounts.lockAdministrators();
    Account account = accounts.byName(name).orElseThrow(() -> ChangeAccount.missing(name));
    if (account.isActiveAdministrator() && administrators <= 1) {
      throw ChangeAccount.lastAdministrator(name);
    }
    refuseWhileItHas(account, accounts.lockHoldings(account.id()));
    accounts.remove(account);
  }

  private static void refuseWhileItHas(Account account, AccountDirectory.Holdings holdings) {
    if (!holdings.repositories().isEmpty()) {
      throw refused(
          account,
          "it has repositories (" + String.join(", ", holdings.repositories()) + ")",
          "delete them first, or make them anew in an organization");
    }
    if (holdings.linkedAccounts() > 0) {
      throw refused(
          account,
          "its namespace has " + holdings.linkedAccounts() + " linked account(s)",
          "unlink them first, so that the Git host takes the access back");
    }
    if (!holdings.soleOwnerOf().isEmpty()) {
      throw refused(
          account,
          "nobody else owns " + String.join(", ", holdings.soleOwnerOf()),
          "make somebody else an owner there, or delete the organization");
    }
  }

  private static ConflictException refused(Account account, String why, String remedy) {
    return new ConflictException(
        "the account \""
            + account.name()
            + "\" can't be removed yet: "
            + why
            + "; "
            + remedy
            + ". To keep it from being used meanwhile, disable it");
  }
}

package dev.slipway.service.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All accounts, also those that are disabled. */
public interface AccountDirectory {

  Optional<Account> byName(String name);

  /**
   * Accounts in the order of their names.
   *
   * @param after only names behind this one; null for the first
   * @param limit how many at most
   */
  List<Account> page(@Nullable String after, int limit);

  /**
   * How many administrators there are that aren't disabled. Keeps every other change to an
   * administrator waiting until the end of the caller's transaction.
   */
  long lockAdministrators();

  /** What an account has. Keeps it as it is until the end of the caller's transaction. */
  Holdings lockHoldings(UUID account);

  /** Writes the parts that may change. */
  void update(Account account);

  /** Removes an account with its own namespace, its memberships and all its credentials. */
  void remove(Account account);

  /**
   * What would be left without anybody if an account went.
   *
   * @param repositories the repositories in its own namespace, some of them when there are many
   * @param linkedAccounts how many accounts at Git hosts its own namespace has linked
   * @param soleOwnerOf the organizations that nobody else owns
   */
  record Holdings(List<String> repositories, int linkedAccounts, List<String> soleOwnerOf) {

    public Holdings {
      repositories = List.copyOf(repositories);
      soleOwnerOf = List.copyOf(soleOwnerOf);
    }
  }
}

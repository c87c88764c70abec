package dev.slipway.service.host;

import dev.slipway.service.access.Action;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a linked account reaches at its host, for those who may make repositories of it. */
@ApplicationScoped
public class BrowseAccount {

  private final ReadLinkedAccounts read;
  private final LinkedAccounts accounts;

  BrowseAccount(ReadLinkedAccounts read, LinkedAccounts accounts) {
    this.read = read;
    this.accounts = accounts;
  }

  /**
   * The owners whose repositories it reaches.
   *
   * @throws HostCallFailedException when the host can't say
   */
  public List<GitHostApi.Owner> owners(UUID id) {
    LinkedAccount account = read.read(id, Action.CREATE_REPOSITORY);
    return ask(account, GitHostApi::owners);
  }

  /**
   * An owner's repositories; of a limited account, the public ones.
   *
   * @param cursor the {@code next} of the page before, null for the first
   * @throws HostCallFailedException when the host can't say
   */
  public GitHostApi.RepositoryPage repositories(UUID id, String owner, @Nullable String cursor) {
    LinkedAccount account = read.read(id, Action.CREATE_REPOSITORY);
    boolean publicOnly = account.mode() == LinkedAccount.Mode.LIMITED;
    return ask(
        account, (api, connection) -> api.repositories(connection, owner, cursor, publicOnly));
  }

  private <T> T ask(LinkedAccount account, LinkedAccounts.HostCall<T> call) {
    try {
      return accounts.call(account.id(), call);
    } catch (GitHostException e) {
      throw new HostCallFailedException(e);
    }
  }
}

package dev.slipway.service.host;

import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryStore;
import dev.slipway.service.repository.Webhooks;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What becomes of repositories and their webhooks when their account is unlinked. */
@ApplicationScoped
public class RemoveWebhooks {

  private final LinkedAccounts accounts;
  private final RepositoryStore repositories;
  private final Webhooks webhooks;

  RemoveWebhooks(LinkedAccounts accounts, RepositoryStore repositories, Webhooks webhooks) {
    this.accounts = accounts;
    this.repositories = repositories;
    this.webhooks = webhooks;
  }

  /** What became of a webhook at the host. */
  public enum Fate {
    REMOVED,
    KEPT,
    FAILED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A repository that used the account.
   *
   * @param repository {@code namespace/name}
   * @param note how it goes on, and what to do
   */
  public record Left(String repository, Fate webhook, String note) {}

  /**
   * Removes the webhooks when that is wished. After a failure that the next call would meet as
   * well, no further one is made: a host that is down holds nobody up for long.
   */
  List<Left> of(LinkedAccount account, List<Repository> used, boolean remove) {
    List<Left> left = new ArrayList<>();
    GitHostException hopeless = null;
    boolean ours = account.mode() == LinkedAccount.Mode.FULL;
    for (Repository repository : used) {
      if (!remove || !ours) {
        left.add(left(repository, Fate.KEPT, kept(ours)));
        continue;
      }
      GitHostException failure = hopeless == null ? remove(account, repository) : hopeless;
      left.add(
          failure == null
              ? left(
                  repository, Fate.REMOVED, "pushes build nothing until there is a webhook again")
              : left(repository, Fate.FAILED, "remove it at the host: " + failure.getMessage()));
      hopeless = endsAll(failure) ? failure : hopeless;
    }
    return left;
  }

  private @Nullable GitHostException remove(LinkedAccount account, Repository repository) {
    String hookId =
        QuarkusTransaction.requiringNew().call(() -> repositories.hookId(repository.id()));
    String url = webhooks.url(repository, hookId);
    try {
      String unused =
          accounts.call(
              account.id(),
              (api, connection) -> {
                api.removeWebhook(connection, repository.cloneUrl(), url);
                return url;
              });
      return null;
    } catch (GitHostException e) {
      return e;
    }
  }

  private static boolean endsAll(@Nullable GitHostException failure) {
    return failure != null
        && (failure.isPassing() || failure.kind() == GitHostException.Kind.UNAUTHORIZED);
  }

  private static String kept(boolean ours) {
    return ours
        ? "its webhook stays at the host and pushes go on building"
        : "its webhook was pasted by hand, stays, and pushes go on building";
  }

  private static Left left(Repository repository, Fate fate, String webhook) {
    return new Left(
        repository.name().toString(),
        fate,
        "now a plain repository of "
            + repository.cloneUrl()
            + ": "
            + webhook
            + "; a private source needs credentials of its own now");
  }
}

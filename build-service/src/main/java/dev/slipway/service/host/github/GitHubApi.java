package dev.slipway.service.host.github;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostApi;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.HostConnection;
import dev.slipway.service.host.WebhookSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHCommitState;
import org.kohsuke.github.GHMyself;

/**
 * {@link GitHostApi} for GitHub and GitHub Enterprise, over the library github-api. Each call has a
 * client of its own, so nothing of one account is ever seen by another.
 */
@ApplicationScoped
class GitHubApi implements GitHostApi {

  /** The scope that covers private repositories, webhooks and statuses. */
  static final String FULL_SCOPE = "repo";

  private static final int LONGEST_DESCRIPTION = 140;

  private final GitHubHttp http;
  private final WebhookSecrets secrets;
  private final Clock clock;

  GitHubApi(GitHubHttp http, WebhookSecrets secrets, Clock clock) {
    this.http = http;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public GitProvider provider() {
    return GitProvider.GITHUB;
  }

  @Override
  public Account account(HostConnection connection) throws GitHostException {
    return session(connection)
        .ask(
            (github, calls) -> {
              GHMyself myself = github.getMyself();
              boolean lacking =
                  calls.scopes().filter(scopes -> !scopes.contains(FULL_SCOPE)).isPresent();
              return new Account(myself.getLogin(), lacking ? List.of(FULL_SCOPE) : List.of());
            });
  }

  @Override
  public List<Owner> owners(HostConnection connection) throws GitHostException {
    return session(connection).ask((github, calls) -> GitHubRepositories.owners(github));
  }

  @Override
  public RepositoryPage repositories(
      HostConnection connection, String owner, @Nullable String cursor, boolean publicOnly)
      throws GitHostException {
    Integer page = cursor == null ? null : page(connection, cursor);
    return new GitHubSession(http, connection, clock, page)
        .ask((github, calls) -> GitHubRepositories.page(github, calls, owner, publicOnly));
  }

  @Override
  public HostRepository repository(HostConnection connection, GitUrl cloneUrl)
      throws GitHostException {
    GitHubName name = GitHubName.of(connection, cloneUrl);
    return session(connection)
        .ask(
            (github, calls) ->
                GitHubRepositories.repository(github.getRepository(name.toString())));
  }

  @Override
  public WebhookOutcome ensureWebhook(
      HostConnection connection, GitUrl repository, String url, String secret)
      throws GitHostException {
    GitHubName name = GitHubName.of(connection, repository);
    return session(connection)
        .ask(
            (github, calls) ->
                new GitHubWebhooks(github, calls, connection, name, secrets).ensure(url, secret));
  }

  @Override
  public WebhookState webhook(HostConnection connection, GitUrl repository, String url)
      throws GitHostException {
    GitHubName name = GitHubName.of(connection, repository);
    return session(connection)
        .ask(
            (github, calls) ->
                new GitHubWebhooks(github, calls, connection, name, secrets).state(url));
  }

  @Override
  public void removeWebhook(HostConnection connection, GitUrl repository, String url)
      throws GitHostException {
    GitHubName name = GitHubName.of(connection, repository);
    boolean unused =
        session(connection)
            .ask(
                (github, calls) ->
                    new GitHubWebhooks(github, calls, connection, name, secrets).remove(url));
  }

  @Override
  public void commitStatus(
      HostConnection connection, GitUrl repository, CommitSha commit, CommitStatus status)
      throws GitHostException {
    GitHubName name = GitHubName.of(connection, repository);
    Object unused =
        session(connection)
            .ask(
                (github, calls) ->
                    github
                        .getRepository(name.toString())
                        .createCommitStatus(
                            commit.value(),
                            state(status.state()),
                            status.url(),
                            cut(status.description()),
                            status.context()));
  }

  private GitHubSession session(HostConnection connection) {
    return new GitHubSession(http, connection, clock, null);
  }

  private static Integer page(HostConnection connection, String cursor) throws GitHostException {
    if (!cursor.matches("[1-9][0-9]{0,5}")) {
      throw new GitHostException(
          Kind.REFUSED,
          connection.apiUrl().getRawAuthority()
              + " has no such page: give the \"next\" of the page before, unchanged",
          null);
    }
    return Integer.valueOf(cursor);
  }

  private static GHCommitState state(CommitStatus.State state) {
    return switch (state) {
      case PENDING -> GHCommitState.PENDING;
      case SUCCESS -> GHCommitState.SUCCESS;
      case FAILURE -> GHCommitState.FAILURE;
      case ERROR -> GHCommitState.ERROR;
    };
  }

  private static String cut(String description) {
    return description.length() <= LONGEST_DESCRIPTION
        ? description
        : description.substring(0, LONGEST_DESCRIPTION - 1) + "…";
  }
}

package dev.slipway.service.host.bitbucket;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostApi;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import dev.slipway.service.host.rest.AuthorizationHeader;
import dev.slipway.service.host.rest.HookKeeper;
import dev.slipway.service.host.rest.HostCalls;
import dev.slipway.service.host.rest.HostClients;
import dev.slipway.service.host.rest.Pages;
import dev.slipway.service.host.rest.SecretMark;
import dev.slipway.service.host.rest.Statuses;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Bitbucket Cloud. */
@ApplicationScoped
class BitbucketApi implements GitHostApi {

  private static final int PAGE_SIZE = 100;

  private static final int LONGEST_KEY = 40;

  private final HostCalls calls;
  private final HostClients<BitbucketClient> clients = new HostClients<>(BitbucketClient.class);

  BitbucketApi(HostCalls calls) {
    this.calls = calls;
  }

  @Override
  public GitProvider provider() {
    return GitProvider.BITBUCKET;
  }

  @Override
  public Account account(HostConnection connection) throws GitHostException {
    RestResponse<BitbucketJson.User> answer =
        calls.send(connection.apiUrl(), () -> client(connection).user(credential(connection)));
    List<String> missing = Scopes.missing(answer.getHeaderString("X-OAuth-Scopes"));
    return calls.ask(
        connection.apiUrl(),
        () -> answer,
        user -> new Account(BitbucketReader.login(user), missing));
  }

  @Override
  public List<Owner> owners(HostConnection connection) throws GitHostException {
    return Pages.all(
        cursor ->
            calls.ask(
                connection.apiUrl(),
                () -> client(connection).workspaces(credential(connection), PAGE_SIZE, cursor),
                page ->
                    new Pages.Page<>(
                        BitbucketReader.owners(page), BitbucketReader.cursor(page.next()))));
  }

  @Override
  public RepositoryPage repositories(
      HostConnection connection, String owner, @Nullable String cursor, boolean publicOnly)
      throws GitHostException {
    return calls.ask(
        connection.apiUrl(),
        () ->
            client(connection)
                .repositories(
                    credential(connection),
                    owner,
                    "member",
                    publicOnly ? "is_private=false" : null,
                    "full_name",
                    PAGE_SIZE,
                    cursor),
        page ->
            new RepositoryPage(
                BitbucketReader.repositories(page), BitbucketReader.cursor(page.next())));
  }

  @Override
  public HostRepository repository(HostConnection connection, GitUrl cloneUrl)
      throws GitHostException {
    RepositoryId id = RepositoryId.of(cloneUrl);
    return calls.ask(
        connection.apiUrl(),
        () -> client(connection).repository(credential(connection), id.workspace(), id.slug()),
        BitbucketReader::repository);
  }

  @Override
  public WebhookOutcome ensureWebhook(
      HostConnection connection, GitUrl repository, String url, String secret)
      throws GitHostException {
    return HookKeeper.ensure(
        hooks(connection, repository, url, secret),
        "Slipway builds images (secret " + SecretMark.of(secret) + ")");
  }

  @Override
  public WebhookState webhook(HostConnection connection, GitUrl repository, String url)
      throws GitHostException {
    return hooks(connection, repository, url, "").plan().state();
  }

  @Override
  public void removeWebhook(HostConnection connection, GitUrl repository, String url)
      throws GitHostException {
    HookKeeper.removeAll(hooks(connection, repository, url, ""));
  }

  private BitbucketHooks hooks(
      HostConnection connection, GitUrl repository, String url, String secret)
      throws GitHostException {
    return new BitbucketHooks(
        calls, client(connection), connection, RepositoryId.of(repository), url, secret);
  }

  @Override
  public void commitStatus(
      HostConnection connection, GitUrl repository, CommitSha commit, CommitStatus status)
      throws GitHostException {
    RepositoryId id = RepositoryId.of(repository);
    BitbucketJson.NewStatus body =
        new BitbucketJson.NewStatus(
            Statuses.key(status.context(), LONGEST_KEY),
            word(status.state()),
            status.context(),
            status.description(),
            status.url());
    calls.send(
        connection.apiUrl(),
        () ->
            client(connection)
                .status(credential(connection), id.workspace(), id.slug(), commit.value(), body));
  }

  private static String word(CommitStatus.State state) {
    return switch (state) {
      case PENDING -> "INPROGRESS";
      case SUCCESS -> "SUCCESSFUL";
      case FAILURE -> "FAILED";
      case ERROR -> "STOPPED";
    };
  }

  private BitbucketClient client(HostConnection connection) {
    return clients.at(connection.apiUrl(), connection.timeout());
  }

  private static String credential(HostConnection connection) {
    return AuthorizationHeader.of(connection);
  }
}

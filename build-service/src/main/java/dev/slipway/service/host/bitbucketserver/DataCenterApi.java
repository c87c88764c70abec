package dev.slipway.service.host.bitbucketserver;

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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Bitbucket Data Center (and Server). */
@ApplicationScoped
class DataCenterApi implements GitHostApi {

  private static final int PAGE_SIZE = 100;
  private static final int LONGEST_KEY = 255;

  /** By which every answer tells whose credential the call came with. */
  private static final String USER = "X-AUSERNAME";

  private final HostCalls calls;
  private final HostClients<DataCenterClient> clients = new HostClients<>(DataCenterClient.class);

  DataCenterApi(HostCalls calls) {
    this.calls = calls;
  }

  @Override
  public GitProvider provider() {
    return GitProvider.BITBUCKET_SERVER;
  }

  /** The host tells no scopes, so what a credential lacks shows only when it is used. */
  @Override
  public Account account(HostConnection connection) throws GitHostException {
    RestResponse<DataCenterJson.Projects> answer =
        calls.send(
            connection.apiUrl(), () -> client(connection).projects(credential(connection), "0", 1));
    String name = answer.getHeaderString(USER);
    if (name == null || name.isBlank()) {
      throw calls.malformed(connection.apiUrl(), "it lacks the header " + USER);
    }
    return new Account(URLDecoder.decode(name, StandardCharsets.UTF_8), List.of());
  }

  @Override
  public List<Owner> owners(HostConnection connection) throws GitHostException {
    String login = account(connection).login();
    List<Owner> owners = new ArrayList<>();
    owners.add(new Owner("~" + login, login));
    owners.addAll(Pages.all(cursor -> projects(connection, cursor)));
    return List.copyOf(owners);
  }

  private Pages.Page<Owner> projects(HostConnection connection, @Nullable String cursor)
      throws GitHostException {
    return calls.ask(
        connection.apiUrl(),
        () -> client(connection).projects(credential(connection), start(cursor), PAGE_SIZE),
        page ->
            new Pages.Page<>(
                DataCenterReader.owners(page),
                DataCenterReader.cursor(page.isLastPage(), page.nextPageStart())));
  }

  @Override
  public RepositoryPage repositories(
      HostConnection connection, String owner, @Nullable String cursor, boolean publicOnly)
      throws GitHostException {
    return calls.ask(
        connection.apiUrl(),
        () ->
            client(connection)
                .repositories(credential(connection), owner, start(cursor), PAGE_SIZE),
        page ->
            new RepositoryPage(
                DataCenterReader.repositories(page).stream()
                    .filter(repository -> !publicOnly || !repository.privateSource())
                    .toList(),
                DataCenterReader.cursor(page.isLastPage(), page.nextPageStart())));
  }

  @Override
  public HostRepository repository(HostConnection connection, GitUrl cloneUrl)
      throws GitHostException {
    RepositoryId id = RepositoryId.of(cloneUrl, connection.webUrl());
    RestResponse<DataCenterJson.Repository> answer =
        calls.send(
            connection.apiUrl(),
            () -> client(connection).repository(credential(connection), id.project(), id.slug()));
    String branch = defaultBranch(connection, id);
    return calls.ask(
        connection.apiUrl(),
        () -> answer,
        repository -> DataCenterReader.repository(repository, branch));
  }

  /** Null while the repository is empty: the host answers 404 or 204 then. */
  private @Nullable String defaultBranch(HostConnection connection, RepositoryId id)
      throws GitHostException {
    DataCenterClient client = client(connection);
    String credential = credential(connection);
    RestResponse<DataCenterJson.Branch> answer =
        calls.exchange(
            connection.apiUrl(), () -> client.defaultBranch(credential, id.project(), id.slug()));
    if (answer.getStatus() == 404) {
      answer =
          calls.exchange(
              connection.apiUrl(),
              () -> client.oldDefaultBranch(credential, id.project(), id.slug()));
    }
    if (answer.getStatus() / 100 != 2 && answer.getStatus() != 404) {
      throw calls.failure(connection.apiUrl(), answer);
    }
    return answer.getStatus() != 200 || answer.getEntity() == null
        ? null
        : answer.getEntity().displayId();
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

  private DataCenterHooks hooks(
      HostConnection connection, GitUrl repository, String url, String secret)
      throws GitHostException {
    RepositoryId id = RepositoryId.of(repository, connection.webUrl());
    return new DataCenterHooks(calls, client(connection), connection, id, url, secret);
  }

  /** The host keeps statuses by commit alone, for all repositories that have it. */
  @Override
  public void commitStatus(
      HostConnection connection, GitUrl repository, CommitSha commit, CommitStatus status)
      throws GitHostException {
    DataCenterJson.NewStatus body =
        new DataCenterJson.NewStatus(
            word(status.state()),
            Statuses.key(status.context(), LONGEST_KEY),
            Statuses.key(status.context(), LONGEST_KEY),
            status.url(),
            status.description());
    calls.send(
        connection.apiUrl(),
        () -> client(connection).status(credential(connection), commit.value(), body));
  }

  /** The host has no word for what was stopped. */
  private static String word(CommitStatus.State state) {
    return switch (state) {
      case PENDING -> "INPROGRESS";
      case SUCCESS -> "SUCCESSFUL";
      case FAILURE, ERROR -> "FAILED";
    };
  }

  private static String start(@Nullable String cursor) {
    return cursor == null ? "0" : cursor;
  }

  private DataCenterClient client(HostConnection connection) {
    return clients.at(connection.apiUrl(), connection.timeout());
  }

  private static String credential(HostConnection connection) {
    return AuthorizationHeader.of(connection);
  }
}

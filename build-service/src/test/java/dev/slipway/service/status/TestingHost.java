package dev.slipway.service.status;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostApi;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import dev.slipway.service.host.LinkedAccounts;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A Git host with one account, which notes the statuses it was told. */
final class TestingHost implements LinkedAccounts, GitHostApi {

  private static final UUID ACCOUNT = UUID.randomUUID();

  private final Set<UUID> linked = new HashSet<>();
  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Exception> failures = new ArrayDeque<>();
  private Runnable meanwhile = () -> {};

  void link(UUID repositoryId) {
    linked.add(repositoryId);
  }

  void unlink(UUID repositoryId) {
    linked.remove(repositoryId);
  }

  /** What the next call throws, a {@link GitHostException} or something unforeseen. */
  void failNext(Exception failure) {
    failures.add(failure);
  }

  /** What happens during the next call, before the host notes the status. */
  void duringNextCall(Runnable action) {
    meanwhile = action;
  }

  /** Each status as {@code commit's first digit, context, state: description}, in order. */
  List<String> shown() {
    return List.copyOf(shown);
  }

  @Override
  public <T> T call(UUID account, HostCall<T> call) throws GitHostException {
    if (!account.equals(ACCOUNT)) {
      throw new AssertionError("another account than the repository's");
    }
    return call.call(
        this,
        new HostConnection(
            "testing",
            GitProvider.GITHUB,
            URI.create("https://git.example.com"),
            URI.create("https://git.example.com/api"),
            null,
            "token"));
  }

  @Override
  public Optional<UUID> ofRepository(UUID repositoryId) {
    return linked.contains(repositoryId) ? Optional.of(ACCOUNT) : Optional.empty();
  }

  @Override
  public void commitStatus(
      HostConnection connection, GitUrl repository, CommitSha commit, CommitStatus status)
      throws GitHostException {
    Runnable action = meanwhile;
    meanwhile = () -> {};
    action.run();
    Exception failure = failures.poll();
    if (failure instanceof GitHostException known) {
      throw known;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    shown.add(
        commit.value().charAt(0)
            + " "
            + status.context()
            + " "
            + status.state()
            + ": "
            + status.description());
    if (!status.url().contains("/repositories/acme/")) {
      throw new AssertionError("leads to no build's page: " + status.url());
    }
  }

  @Override
  public GitProvider provider() {
    return GitProvider.GITHUB;
  }

  @Override
  public GitCredential gitCredential(UUID account) {
    throw new UnsupportedOperationException("statuses need no Git");
  }

  @Override
  public Account account(HostConnection connection) {
    throw new UnsupportedOperationException("statuses need statuses only");
  }

  @Override
  public List<Owner> owners(HostConnection connection) {
    throw new UnsupportedOperationException("statuses need statuses only");
  }

  @Override
  public RepositoryPage repositories(
      HostConnection connection, String owner, @Nullable String cursor, boolean publicOnly) {
    throw new UnsupportedOperationException("statuses need statuses only");
  }

  @Override
  public HostRepository repository(HostConnection connection, GitUrl cloneUrl) {
    throw new UnsupportedOperationException("statuses need statuses only");
  }

  @Override
  public WebhookOutcome ensureWebhook(
      HostConnection connection, GitUrl repository, String url, String secret) {
    throw new UnsupportedOperationException("statuses need statuses only");
  }

  @Override
  public WebhookState webhook(HostConnection connection, GitUrl repository, String url) {
    throw new UnsupportedOperationException("statuses need statuses only");
  }

  @Override
  public void removeWebhook(HostConnection connection, GitUrl repository, String url) {
    throw new UnsupportedOperationException("statuses need statuses only");
  }
}

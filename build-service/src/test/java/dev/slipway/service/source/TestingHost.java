package dev.slipway.service.source;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.GitProvider;
import dev.slipway.core.git.GitUrl;
import dev.slipway.service.host.GitHostApi;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import dev.slipway.service.host.LinkedAccounts;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Git host with every account linked: it knows repositories by URL, keeps their webhooks, and can
 * be made to fail.
 */
public final class TestingHost implements LinkedAccounts {

  private final Map<String, GitHostApi.HostRepository> repositories = new HashMap<>();
  private final Map<String, String> webhooks = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> brokenWebhooks = new ArrayList<>();
  private @Nullable GitHostException failure;
  private boolean crashing;

  /** Has a repository from now on. */
  public void add(GitHostApi.HostRepository repository) {
    repositories.put(key(GitUrl.parse(repository.cloneUrl())), repository);
  }

  /** Answers every call like this from now on. */
  public void fail(GitHostException.Kind kind, String message) {
    failure = new GitHostException(kind, message, null);
  }

  /** Throws what nobody expects from now on. */
  public void crash() {
    crashing = true;
  }

  public void recover() {
    failure = null;
  }

  /** What was asked for, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** The webhooks' secrets by where they deliver. */
  public Map<String, String> webhooks() {
    return Map.copyOf(webhooks);
  }

  /** Somebody removes all webhooks at the host. */
  public void loseWebhooks() {
    webhooks.clear();
  }

  /** Somebody switches a webhook off. */
  public void breakWebhook(String url) {
    brokenWebhooks.add(url);
  }

  @Override
  public <T> T call(UUID account, HostCall<T> call) throws GitHostException {
    return call.call(
        new Api(),
        new HostConnection(
            "github",
            GitProvider.GITHUB,
            URI.create("https://github.com"),
            URI.create("https://api.github.com"),
            null,
            "token"));
  }

  @Override
  public Optional<UUID> ofRepository(UUID repositoryId) {
    return Optional.empty();
  }

  @Override
  public GitCredential gitCredential(UUID account) throws GitHostException {
    called("credential");
    return new GitCredential("x-access-token", "token-of-" + account);
  }

  private static String key(GitUrl url) {
    return url.repositoryPath().toLowerCase(Locale.ROOT);
  }

  private void called(String what) throws GitHostException {
    calls.add(what);
    if (crashing) {
      throw new IllegalStateException("crashed");
    }
    if (failure != null) {
      throw failure;
    }
  }

  private final class Api implements GitHostApi {

    @Override
    public GitProvider provider() {
      return GitProvider.GITHUB;
    }

    @Override
    public HostRepository repository(HostConnection connection, GitUrl cloneUrl)
        throws GitHostException {
      called("repository " + cloneUrl);
      HostRepository found = repositories.get(key(cloneUrl));
      if (found == null) {
        throw new GitHostException(
            GitHostException.Kind.NOT_FOUND, "github.com has no " + cloneUrl, null);
      }
      return found;
    }

    @Override
    public WebhookOutcome ensureWebhook(
        HostConnection connection, GitUrl repository, String url, String secret)
        throws GitHostException {
      called("ensure " + repository.repositoryPath());
      brokenWebhooks.remove(url);
      return webhooks.put(url, secret) == null ? WebhookOutcome.CREATED : WebhookOutcome.REPAIRED;
    }

    @Override
    public WebhookState webhook(HostConnection connection, GitUrl repository, String url)
        throws GitHostException {
      called("look " + repository.repositoryPath());
      if (!webhooks.containsKey(url)) {
        return WebhookState.MISSING;
      }
      return brokenWebhooks.contains(url) ? WebhookState.BROKEN : WebhookState.PRESENT;
    }

    @Override
    public void removeWebhook(HostConnection connection, GitUrl repository, String url)
        throws GitHostException {
      called("remove " + repository.repositoryPath());
      webhooks.remove(url);
    }

    @Override
    public Account account(HostConnection connection) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Owner> owners(HostConnection connection) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RepositoryPage repositories(
        HostConnection connection, String owner, @Nullable String cursor, boolean publicOnly) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void commitStatus(
        HostConnection connection, GitUrl repository, CommitSha commit, CommitStatus status) {
      throw new UnsupportedOperationException();
    }
  }
}

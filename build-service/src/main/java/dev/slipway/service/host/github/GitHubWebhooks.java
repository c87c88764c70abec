package dev.slipway.service.host.github;

import dev.slipway.service.host.GitHostApi.WebhookOutcome;
import dev.slipway.service.host.GitHostApi.WebhookState;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.HostConnection;
import dev.slipway.service.host.WebhookSecrets;
import dev.slipway.service.host.github.GitHubCalls.RefusedCallException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.kohsuke.github.GHEvent;
import org.kohsuke.github.GHHook;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;

/**
 * The webhooks of one repository at GitHub.
 *
 * @see <a href="https://docs.github.com/en/rest/repos/webhooks">Repository webhooks</a>
 */
final class GitHubWebhooks {

  private final GitHub github;
  private final GitHubCalls calls;
  private final HostConnection connection;
  private final GitHubName name;
  private final WebhookSecrets secrets;

  GitHubWebhooks(
      GitHub github,
      GitHubCalls calls,
      HostConnection connection,
      GitHubName name,
      WebhookSecrets secrets) {
    this.github = github;
    this.calls = calls;
    this.connection = connection;
    this.name = name;
    this.secrets = secrets;
  }

  WebhookOutcome ensure(String url, String secret) throws IOException {
    GHRepository repository = github.getRepository(name.toString());
    List<GHHook> hooks = to(url, repository);
    if (!hooks.isEmpty()) {
      return mend(hooks, url, secret);
    }
    try {
      GHHook unused =
          repository.createHook("web", config(url, secret), List.of(GHEvent.PUSH), true);
    } catch (IOException e) {
      // Somebody else made it in between: GitHub takes no second one to the same URL.
      List<GHHook> made =
          RefusedCallException.kind(e) == Kind.REFUSED ? to(url, repository) : List.of();
      if (made.isEmpty()) {
        throw e;
      }
      return mend(made, url, secret);
    }
    secrets.remember(url, secret);
    return WebhookOutcome.CREATED;
  }

  WebhookState state(String url) throws IOException {
    List<GHHook> hooks = to(url, github.getRepository(name.toString()));
    if (hooks.isEmpty()) {
      return WebhookState.MISSING;
    }
    return hooks.stream().anyMatch(GitHubWebhooks::delivers)
        ? WebhookState.PRESENT
        : WebhookState.BROKEN;
  }

  /** Removes all to the URL; true, for a caller that needs a value. */
  boolean remove(String url) throws IOException {
    for (GHHook hook : to(url, github.getRepository(name.toString()))) {
      delete(hook);
    }
    secrets.forget(url);
    return true;
  }

  private WebhookOutcome mend(List<GHHook> hooks, String url, String secret) throws IOException {
    for (GHHook further : hooks.subList(1, hooks.size())) {
      delete(further);
    }
    GHHook kept = hooks.get(0);
    boolean right = delivers(kept) && secrets.isCurrent(url, secret);
    if (!right) {
      change(kept, url, secret);
      secrets.remember(url, secret);
    }
    return right && hooks.size() == 1 ? WebhookOutcome.UNCHANGED : WebhookOutcome.REPAIRED;
  }

  /** The library makes and removes webhooks, but doesn't change them. */
  private void change(GHHook hook, String url, String secret) throws IOException {
    JsonObject body =
        new JsonObject()
            .put("active", true)
            .put("events", new JsonArray().add("push"))
            .put("config", new JsonObject(Map.copyOf(config(url, secret))));
    Object unused =
        calls.checked(
            HttpRequest.newBuilder(
                    URI.create(connection.apiUrl() + "/repos/" + name + "/hooks/" + hook.getId()))
                .header("Authorization", GitHubSession.authorization(connection))
                .header("Accept", "application/vnd.github+json")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body.encode()))
                .build());
  }

  private static void delete(GHHook hook) throws IOException {
    try {
      hook.delete();
    } catch (IOException e) {
      if (RefusedCallException.kind(e) != Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private static List<GHHook> to(String url, GHRepository repository) throws IOException {
    return repository.getHooks().stream()
        .filter(hook -> url.equals(hook.getConfig().get("url")))
        .toList();
  }

  private static boolean delivers(GHHook hook) {
    Map<String, String> config = hook.getConfig();
    return hook.isActive()
        && (hook.getEvents().contains(GHEvent.PUSH) || hook.getEvents().contains(GHEvent.ALL))
        && "json".equals(config.get("content_type"))
        && "0".equals(config.getOrDefault("insecure_ssl", "0"));
  }

  private static Map<String, String> config(String url, String secret) {
    return Map.of("url", url, "content_type", "json", "insecure_ssl", "0", "secret", secret);
  }
}

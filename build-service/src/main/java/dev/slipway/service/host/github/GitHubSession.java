package dev.slipway.service.host.github;

import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.HostConnection;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;

/** The client library, set up for one call with one account. */
final class GitHubSession {

  private final HostConnection connection;
  private final GitHubCalls calls;

  GitHubSession(
      GitHubHttp http, HostConnection connection, Clock clock, @Nullable Integer firstPage) {
    this.connection = connection;
    this.calls = new GitHubCalls(http, connection, clock, firstPage);
  }

  /** What to ask of GitHub. */
  @FunctionalInterface
  interface Question<T> {
    T ask(GitHub github, GitHubCalls calls) throws IOException;
  }

  /** The header that carries the credential. */
  static String authorization(HostConnection connection) {
    return "Bearer " + connection.accessToken();
  }

  /** Asks, and tells failures apart. */
  <T> T ask(Question<T> question) throws GitHostException {
    try {
      return question.ask(github(), calls);
    } catch (IOException | GHException e) {
      throw reason(e);
    }
  }

  /** Given a plain token, the library would ask for its user before every call. */
  private GitHub github() throws IOException {
    return new GitHubBuilder()
        .withEndpoint(connection.apiUrl().toString())
        .withAuthorizationProvider(() -> authorization(connection))
        .withConnector(calls)
        .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
        .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
        .build();
  }

  /** The library wraps what its connector threw; whatever else it says holds parts of a body. */
  private GitHostException reason(Throwable failure) {
    GitHostException told = GitHubCalls.RefusedCallException.reason(failure);
    return told == null ? GitHubFailures.senseless(connection.apiUrl()) : told;
  }
}

package dev.slipway.service.host;

import dev.slipway.core.git.GitProvider;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a host is and with what it is called, for one call. {@code toString} shows no credential.
 *
 * @param host the host's id in this installation's configuration, such as {@code github}
 * @param provider its kind
 * @param webUrl where people see it, such as {@code https://github.com}, without a trailing slash
 * @param apiUrl the base of its API, such as {@code https://api.github.com}, likewise
 * @param username beside a token that wants one (Bitbucket's API tokens: the account's e-mail
 *     address), null else
 * @param accessToken what the calls are made with
 * @param timeout how long each call may take until its whole answer is there
 */
public record HostConnection(
    String host,
    GitProvider provider,
    URI webUrl,
    URI apiUrl,
    @Nullable String username,
    String accessToken,
    Duration timeout) {

  /** What a call may take where nothing else is configured. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /** With {@link #DEFAULT_TIMEOUT}. */
  public HostConnection(
      String host,
      GitProvider provider,
      URI webUrl,
      URI apiUrl,
      @Nullable String username,
      String accessToken) {
    this(host, provider, webUrl, apiUrl, username, accessToken, DEFAULT_TIMEOUT);
  }

  @Override
  public String toString() {
    return "HostConnection[" + host + " " + apiUrl + "]";
  }
}

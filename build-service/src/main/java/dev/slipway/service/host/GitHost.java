package dev.slipway.service.host;

import dev.slipway.core.git.GitProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Git host of this installation, as its operator configured it.
 *
 * @param id such as {@code github}; lower-case letters, digits and dashes
 * @param provider its kind, never {@link GitProvider#GIT}
 * @param url where people see it, without a trailing slash
 * @param apiUrl the base of its API, likewise
 * @param oauth this installation as an application of the host, empty when none was registered
 * @param timeout how long a call may take
 */
public record GitHost(
    String id,
    GitProvider provider,
    URI url,
    URI apiUrl,
    Optional<OAuthClient.Application> oauth,
    Duration timeout) {

  /** The name that people know the host by: its address without the scheme. */
  public String displayName() {
    return url.getRawAuthority() + url.getRawPath();
  }

  /** What a call to it is made with. */
  HostConnection connection(@Nullable String username, String accessToken) {
    return new HostConnection(id, provider, url, apiUrl, username, accessToken, timeout);
  }
}

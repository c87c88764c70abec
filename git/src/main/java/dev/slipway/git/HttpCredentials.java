package dev.slipway.git;

import dev.slipway.core.git.GitProvider;
import dev.slipway.core.protocol.BuildAssignment.Source;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The Authorization header of a source. It is made in memory for one fetch and sent to the source's
 * own origin only.
 */
public final class HttpCredentials {

  private HttpCredentials() {}

  /**
   * @return empty without a password. Without a user name, the one that the provider expects beside
   *     a token is filled in; Bitbucket Data Center takes its HTTP access tokens as bearer
   */
  public static Optional<String> authorization(Source source) {
    String password = source.password();
    if (password == null || password.isEmpty()) {
      return Optional.empty();
    }
    String username = source.username();
    if (username != null && !username.isEmpty()) {
      return Optional.of(basic(username, password));
    }
    return Optional.of(
        source.provider() == GitProvider.BITBUCKET_SERVER
            ? "Bearer " + password
            : basic(tokenUser(source.provider()), password));
  }

  private static String tokenUser(GitProvider provider) {
    return switch (provider) {
      case GITHUB -> "x-access-token";
      case BITBUCKET -> "x-token-auth";
      case BITBUCKET_SERVER, GIT -> "git";
    };
  }

  private static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}

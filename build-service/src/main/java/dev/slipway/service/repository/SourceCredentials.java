package dev.slipway.service.repository;

import org.jspecify.annotations.Nullable;

/**
 * How to get at the source. It comes in from outside and never goes out again. For the secrets,
 * null means "as before" in an update, and an empty text "none any more".
 *
 * @param username for HTTP(S), null without
 * @param password password or token for HTTP(S)
 * @param sshPrivateKey an OpenSSH private key
 * @param knownHosts OpenSSH known_hosts lines; null means trust on first use
 */
public record SourceCredentials(
    @Nullable String username,
    @Nullable String password,
    @Nullable String sshPrivateKey,
    @Nullable String knownHosts) {

  /** For public sources. */
  public static final SourceCredentials NONE = new SourceCredentials(null, null, null, null);

  @Override
  public String toString() {
    return "SourceCredentials[" + username + "]";
  }
}

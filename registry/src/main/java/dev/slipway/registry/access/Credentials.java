package dev.slipway.registry.access;

import java.util.Optional;

/**
 * What a person signs in with.
 *
 * @param username the user name of basic authentication; empty for a bearer token
 * @param secret the password or token
 */
public record Credentials(Optional<String> username, String secret) {

  /**
   * Whether user name and password are both empty: what skopeo, buildah and Podman send when they
   * were asked to sign in and know no credentials.
   */
  boolean areNone() {
    return secret.isEmpty() && username.equals(Optional.of(""));
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "Credentials[username=" + username.orElse("-") + "]";
  }
}

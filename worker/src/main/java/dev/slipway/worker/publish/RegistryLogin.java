package dev.slipway.worker.publish;

/** A user and password or token for one registry. Never shown. */
public record RegistryLogin(String username, String password) {

  @Override
  public String toString() {
    return "RegistryLogin[" + username + "]";
  }
}

package dev.slipway.service.host;

import dev.slipway.service.repository.RepositorySecrets.Purpose;
import java.util.UUID;

/** What the sealed secrets of this feature are bound to. */
public final class AccountSecrets {

  private AccountSecrets() {}

  public static Purpose accessToken(UUID account) {
    return new Purpose("linked-account:" + account + ":access");
  }

  public static Purpose refreshToken(UUID account) {
    return new Purpose("linked-account:" + account + ":refresh");
  }

  /** PKCE's secret of an authorization under way. */
  public static Purpose codeVerifier(UUID authorization) {
    return new Purpose("host-authorization:" + authorization + ":verifier");
  }
}

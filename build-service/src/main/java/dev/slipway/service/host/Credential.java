package dev.slipway.service.host;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a linked account is called with. {@code toString} shows nothing secret.
 *
 * @param kind how it came here
 * @param username beside a token that wants one, null else
 * @param accessToken for calls
 * @param refreshToken for renewing it, null where it can't be
 * @param expiresAt when the access token runs out, null when it doesn't or nobody knows
 */
public record Credential(
    LinkedAccount.CredentialKind kind,
    @Nullable String username,
    String accessToken,
    @Nullable String refreshToken,
    @Nullable Instant expiresAt) {

  static Credential of(OAuthClient.Grant grant) {
    return new Credential(
        LinkedAccount.CredentialKind.OAUTH,
        null,
        grant.accessToken(),
        grant.refreshToken(),
        grant.expiresAt());
  }

  /** The renewed one. A host that doesn't rotate refresh tokens leaves the new one out. */
  Credential renewedBy(OAuthClient.Grant grant) {
    String next = grant.refreshToken() == null ? refreshToken : grant.refreshToken();
    return new Credential(kind, username, grant.accessToken(), next, grant.expiresAt());
  }

  OAuthClient.Grant toGrant() {
    return new OAuthClient.Grant(accessToken, refreshToken, expiresAt);
  }

  boolean expiresBefore(Instant when) {
    return expiresAt != null && expiresAt.isBefore(when);
  }

  @Override
  public String toString() {
    return "Credential[" + kind.wireName() + " until " + expiresAt + "]";
  }
}

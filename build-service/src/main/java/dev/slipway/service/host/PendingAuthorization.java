package dev.slipway.service.host;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent that was asked for, until the browser comes back. {@code toString} shows no secret.
 *
 * @param id its own
 * @param host where
 * @param namespace whose account it is to be
 * @param mode as it is to be linked
 * @param user who began it
 * @param session the hash of the browser's session; null when a token began it: then the same user
 *     may end it in any way
 * @param codeVerifier PKCE's secret
 * @param returnTo where the browser goes afterwards, null for a page that says what happened
 * @param expiresAt when it is of no use any more
 * @param used whether the browser came back already
 */
public record PendingAuthorization(
    UUID id,
    String host,
    String namespace,
    LinkedAccount.Mode mode,
    UUID user,
    @Nullable SessionMark session,
    String codeVerifier,
    @Nullable ReturnPath returnTo,
    Instant expiresAt,
    boolean used) {

  @Override
  public String toString() {
    return "PendingAuthorization[" + id + " " + host + " " + namespace + "]";
  }
}

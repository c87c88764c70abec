package dev.slipway.service.host;

import dev.slipway.core.git.GitProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth 2.0 authorization code flow (RFC 6749, with PKCE of RFC 7636) as one kind of Git host
 * does it.
 */
public interface OAuthClient {

  /** The kind of host. */
  GitProvider provider();

  /** Where to send the browser for consent. */
  URI authorizationUrl(Application application, Consent consent);

  /**
   * Exchanges the code that the browser came back with.
   *
   * @throws GitHostException {@code REFUSED} when the host takes the code for invalid, used or
   *     expired
   */
  Grant exchange(Application application, Consent consent, String code) throws GitHostException;

  /**
   * Renews a grant. Where refresh tokens rotate, the old one is of no use afterwards.
   *
   * @throws GitHostException {@code UNAUTHORIZED} when the host takes it for expired or revoked
   */
  Grant refresh(Application application, String refreshToken) throws GitHostException;

  /**
   * As above, at hosts that want to see the callback again (Bitbucket Data Center compares it with
   * the one of the exchange, and takes the refresh token for invalid without).
   *
   * @param redirectUri the one of the first consent
   */
  default Grant refresh(Application application, URI redirectUri, String refreshToken)
      throws GitHostException {
    return refresh(application, refreshToken);
  }

  /**
   * Takes a grant back, as far as the host offers that.
   *
   * @return false when it doesn't: then its user has to, on the host's own pages
   */
  boolean revoke(Application application, Grant grant) throws GitHostException;

  /**
   * This installation as an OAuth application of a host.
   *
   * @param webUrl the host's address for people, such as {@code https://github.com}
   * @param apiUrl the base of its API
   * @param clientId as the host gave it
   * @param clientSecret as the host gave it
   * @param timeout how long each call may take until its whole answer is there
   */
  record Application(
      URI webUrl, URI apiUrl, String clientId, String clientSecret, Duration timeout) {

    /** With {@link HostConnection#DEFAULT_TIMEOUT}. */
    public Application(URI webUrl, URI apiUrl, String clientId, String clientSecret) {
      this(webUrl, apiUrl, clientId, clientSecret, HostConnection.DEFAULT_TIMEOUT);
    }

    @Override
    public String toString() {
      return "Application[" + webUrl + " " + clientId + "]";
    }
  }

  /**
   * One request for consent.
   *
   * @param state single-use, bound to the session
   * @param redirectUri where the host sends the browser back
   * @param codeVerifier PKCE's secret; hosts that don't know PKCE ignore the challenge
   * @param privateToo whether private repositories are asked for
   */
  record Consent(String state, URI redirectUri, String codeVerifier, boolean privateToo) {
    @Override
    public String toString() {
      return "Consent[" + redirectUri + "]";
    }
  }

  /**
   * What the host granted.
   *
   * @param accessToken for calls
   * @param refreshToken null where access tokens don't expire
   * @param expiresAt null likewise
   */
  record Grant(String accessToken, @Nullable String refreshToken, @Nullable Instant expiresAt) {
    @Override
    public String toString() {
      return "Grant[until " + expiresAt + "]";
    }
  }
}

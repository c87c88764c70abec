package dev.slipway.service.host.bitbucket;

import dev.slipway.core.git.GitProvider;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.OAuthClient;
import dev.slipway.service.host.rest.AuthorizationHeader;
import dev.slipway.service.host.rest.ConsentUrl;
import dev.slipway.service.host.rest.TokenEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Form;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * OAuth of Bitbucket Cloud: without PKCE and without a call that revokes; refresh tokens rotate on
 * every use. Format: <a href="https://developer.atlassian.com/cloud/bitbucket/oauth-2/">its
 * reference</a>.
 */
@ApplicationScoped
class BitbucketOAuth implements OAuthClient {

  private final TokenEndpoint tokens;

  BitbucketOAuth(TokenEndpoint tokens) {
    this.tokens = tokens;
  }

  @Override
  public GitProvider provider() {
    return GitProvider.BITBUCKET;
  }

  @Override
  public URI authorizationUrl(Application application, Consent consent) {
    return new ConsentUrl(
            application.clientId(), consent, consent.privateToo() ? Scopes.FULL : Scopes.LIMITED)
        .at(application.webUrl() + "/site/oauth2/authorize");
  }

  @Override
  public Grant exchange(Application application, Consent consent, String code)
      throws GitHostException {
    Form form =
        new Form()
            .param("grant_type", "authorization_code")
            .param("code", code)
            .param("redirect_uri", consent.redirectUri().toString());
    return tokens.ask(request(application, form, null));
  }

  @Override
  public Grant refresh(Application application, String refreshToken) throws GitHostException {
    Form form =
        new Form().param("grant_type", "refresh_token").param("refresh_token", refreshToken);
    return tokens.ask(request(application, form, refreshToken));
  }

  /** Only the account's owner can, on the host's own pages. */
  @Override
  public boolean revoke(Application application, Grant grant) {
    return false;
  }

  private static TokenEndpoint.Request request(
      Application application, Form form, @Nullable String refreshToken) {
    return new TokenEndpoint.Request(
        URI.create(application.webUrl() + "/site/oauth2/access_token"),
        application.timeout(),
        AuthorizationHeader.basic(application.clientId(), application.clientSecret()),
        form,
        refreshToken);
  }
}

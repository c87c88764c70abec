package dev.slipway.service.host.bitbucketserver;

import dev.slipway.core.git.GitProvider;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.OAuthClient;
import dev.slipway.service.host.rest.ConsentUrl;
import dev.slipway.service.host.rest.TokenEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Form;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OAuth of Bitbucket Data Center 7.20 and newer, with PKCE. Format: <a
 * href="https://confluence.atlassian.com/bitbucketserver/bitbucket-oauth-2-0-provider-api-1108483661.html">
 * Bitbucket OAuth 2.0 provider API</a>.
 */
@ApplicationScoped
class DataCenterOAuth implements OAuthClient {

  /** Includes reading and writing; webhooks take no less. */
  private static final List<String> FULL = List.of("REPO_ADMIN");

  private static final List<String> LIMITED = List.of("PUBLIC_REPOS");

  private final TokenEndpoint tokens;

  DataCenterOAuth(TokenEndpoint tokens) {
    this.tokens = tokens;
  }

  @Override
  public GitProvider provider() {
    return GitProvider.BITBUCKET_SERVER;
  }

  @Override
  public URI authorizationUrl(Application application, Consent consent) {
    return new ConsentUrl(application.clientId(), consent, consent.privateToo() ? FULL : LIMITED)
        .withChallenge(consent)
        .at(application.webUrl() + "/rest/oauth2/latest/authorize");
  }

  @Override
  public Grant exchange(Application application, Consent consent, String code)
      throws GitHostException {
    Form form =
        form(application, "authorization_code")
            .param("code", code)
            .param("redirect_uri", consent.redirectUri().toString())
            .param("code_verifier", consent.codeVerifier());
    return tokens.ask(request(application, form, null));
  }

  @Override
  public Grant refresh(Application application, String refreshToken) throws GitHostException {
    Form form = form(application, "refresh_token").param("refresh_token", refreshToken);
    return tokens.ask(request(application, form, refreshToken));
  }

  @Override
  public Grant refresh(Application application, URI redirectUri, String refreshToken)
      throws GitHostException {
    Form form =
        form(application, "refresh_token")
            .param("refresh_token", refreshToken)
            .param("redirect_uri", redirectUri.toString());
    return tokens.ask(request(application, form, refreshToken));
  }

  /** Only the account's owner can, on the host's own pages: no call for it is documented. */
  @Override
  public boolean revoke(Application application, Grant grant) {
    return false;
  }

  private static Form form(Application application, String grantType) {
    return new Form()
        .param("grant_type", grantType)
        .param("client_id", application.clientId())
        .param("client_secret", application.clientSecret());
  }

  private static TokenEndpoint.Request request(
      Application application, Form form, @Nullable String refreshToken) {
    return new TokenEndpoint.Request(
        URI.create(application.webUrl() + "/rest/oauth2/latest/token"),
        application.timeout(),
        null,
        form,
        refreshToken);
  }
}

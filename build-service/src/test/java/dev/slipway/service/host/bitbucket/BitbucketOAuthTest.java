package dev.slipway.service.host.bitbucket;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.slipway.service.TestStack;
import dev.slipway.service.host.OAuthClient;
import dev.slipway.service.host.OAuthClient.Application;
import dev.slipway.service.host.OAuthClient.Grant;
import dev.slipway.service.host.OAuthClientContract;
import dev.slipway.service.host.rest.HostCalls;
import dev.slipway.service.host.rest.TokenEndpoint;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class BitbucketOAuthTest extends OAuthClientContract {

  private static final String ENDPOINT = "/site/oauth2/access_token";

  private Duration timeout = PATIENT;

  @Override
  protected OAuthClient client(Duration limit, Clock clock) {
    timeout = limit;
    return new BitbucketOAuth(new TokenEndpoint(new HostCalls(clock), new ObjectMapper(), clock));
  }

  @Override
  protected Application application(URI server) {
    URI api = URI.create(server + "/2.0");
    return new Application(server, api, CLIENT_ID, CLIENT_SECRET, timeout);
  }

  @Override
  protected String consentPage(URI server) {
    return server + "/site/oauth2/authorize";
  }

  @Override
  protected List<String> scopes(boolean privateToo) {
    return privateToo
        ? List.of("account", "repository", "webhook")
        : List.of("account", "repository");
  }

  @Override
  protected boolean knowsPkce() {
    return false;
  }

  @Override
  protected boolean revokes() {
    return false;
  }

  @Override
  protected void givenGrant(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn) {
    String json =
        "{\"access_token\":\""
            + accessToken
            + "\",\"token_type\":\"bearer\",\"scopes\":\"account repository\""
            + (refreshToken == null ? "" : ",\"refresh_token\":\"" + refreshToken + "\"")
            + (expiresIn == null ? "" : ",\"expires_in\":" + expiresIn.toSeconds())
            + "}";
    HOST.stubFor(post(ENDPOINT).willReturn(okJson(json)));
  }

  @Override
  protected void givenTheCodeIsRefused() {
    refuse("invalid_grant", "The specified code is not valid.");
  }

  @Override
  protected void givenTheRefreshTokenIsRefused() {
    refuse("invalid_grant", "Invalid refresh_token");
  }

  @Override
  protected void givenTheClientIsRefused() {
    refuse("unauthorized_client", "Invalid OAuth client credentials");
  }

  private static void refuse(String error, String description) {
    String json = "{\"error_description\":\"" + description + "\",\"error\":\"" + error + "\"}";
    HOST.stubFor(post(ENDPOINT).willReturn(okJson(json).withStatus(400)));
  }

  @Override
  protected void givenRevocationWorks() {
    // There is no call for it.
  }

  @Override
  protected RequestPatternBuilder tokenRequest() {
    return postRequestedFor(urlEqualTo(ENDPOINT))
        .withBasicAuth(new BasicCredentials(CLIENT_ID, CLIENT_SECRET));
  }

  @Override
  protected RequestPatternBuilder revocationRequest(Grant grant) {
    throw new AssertionError("there is no call for it");
  }
}

package dev.slipway.service.host.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.OAuthClient;
import dev.slipway.service.host.OAuthClient.Application;
import dev.slipway.service.host.OAuthClient.Grant;
import dev.slipway.service.host.OAuthClientContract;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GitHubOAuthTest extends OAuthClientContract {

  private static final String TOKEN_PATH = "/login/oauth/access_token";
  private static final String REVOCATION_PATH = "/applications/" + CLIENT_ID + "/token";

  private final GitHubHttp http = new GitHubHttp();

  /** Goes with the application, as the configuration has it. */
  private Duration timeout = PATIENT;

  @Override
  protected OAuthClient client(Duration patience, Clock clock) {
    timeout = patience;
    return new GitHubOAuth(http, clock);
  }

  @Override
  protected Application application(URI server) {
    return new Application(server, server, CLIENT_ID, CLIENT_SECRET, timeout);
  }

  @Override
  protected String consentPage(URI server) {
    return server + "/login/oauth/authorize";
  }

  @Override
  protected List<String> scopes(boolean privateToo) {
    return privateToo ? List.of("repo") : List.of("public_repo", "admin:repo_hook", "repo:status");
  }

  @Override
  protected boolean knowsPkce() {
    return true;
  }

  @Override
  protected boolean revokes() {
    return true;
  }

  @Override
  protected void givenGrant(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn) {
    JsonObject grant =
        new JsonObject()
            .put("access_token", accessToken)
            .put("scope", "repo")
            .put("token_type", "bearer");
    if (refreshToken != null) {
      grant.put("refresh_token", refreshToken).put("refresh_token_expires_in", 15_897_600);
    }
    if (expiresIn != null) {
      grant.put("expires_in", expiresIn.toSeconds());
    }
    HOST.stubFor(post(urlPathEqualTo(TOKEN_PATH)).willReturn(okJson(grant.encode())));
  }

  @Override
  protected void givenTheCodeIsRefused() {
    givenError("bad_verification_code");
  }

  @Override
  protected void givenTheRefreshTokenIsRefused() {
    givenError("bad_refresh_token");
  }

  @Override
  protected void givenTheClientIsRefused() {
    givenError("incorrect_client_credentials");
  }

  @Override
  protected void givenRevocationWorks() {
    HOST.stubFor(delete(urlPathEqualTo(REVOCATION_PATH)).willReturn(aResponse().withStatus(204)));
  }

  @Override
  protected RequestPatternBuilder tokenRequest() {
    return postRequestedFor(urlEqualTo(TOKEN_PATH))
        .withRequestBody(containing("client_id=" + CLIENT_ID))
        .withRequestBody(containing("client_secret=" + CLIENT_SECRET));
  }

  @Override
  protected RequestPatternBuilder revocationRequest(Grant grant) {
    return deleteRequestedFor(urlEqualTo(REVOCATION_PATH))
        .withBasicAuth(new BasicCredentials(CLIENT_ID, CLIENT_SECRET))
        .withRequestBody(
            equalToJson(new JsonObject().put("access_token", grant.accessToken()).encode()));
  }

  @Test
  void aTokenThatGitHubDoesNotKnowIsRevokedAlready() throws GitHostException {
    HOST.stubFor(delete(urlPathEqualTo(REVOCATION_PATH)).willReturn(aResponse().withStatus(404)));

    assertTrue(
        client(PATIENT, CLOCK)
            .revoke(application(URI.create(HOST.baseUrl())), new Grant("a", null, null)));
  }

  /** GitHub answers errors of the flow with 200. */
  private static void givenError(String code) {
    HOST.stubFor(
        post(urlPathEqualTo(TOKEN_PATH))
            .willReturn(
                okJson(
                    new JsonObject()
                        .put("error", code)
                        .put("error_description", "The " + CODE + " is incorrect or expired.")
                        .encode())));
  }
}

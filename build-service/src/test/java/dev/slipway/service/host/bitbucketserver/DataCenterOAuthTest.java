package dev.slipway.service.host.bitbucketserver;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import dev.slipway.service.TestStack;
import dev.slipway.service.host.GitHostException;
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
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class DataCenterOAuthTest extends OAuthClientContract {

  private static final String ENDPOINT = "/bitbucket/rest/oauth2/latest/token";

  private Duration timeout = PATIENT;

  @Override
  protected OAuthClient client(Duration limit, Clock clock) {
    timeout = limit;
    return new DataCenterOAuth(new TokenEndpoint(new HostCalls(clock), new ObjectMapper(), clock));
  }

  @Override
  protected Application application(URI server) {
    URI root = URI.create(server + "/bitbucket");
    return new Application(root, root, CLIENT_ID, CLIENT_SECRET, timeout);
  }

  @Override
  protected String consentPage(URI server) {
    return server + "/bitbucket/rest/oauth2/latest/authorize";
  }

  @Override
  protected List<String> scopes(boolean privateToo) {
    return List.of(privateToo ? "REPO_ADMIN" : "PUBLIC_REPOS");
  }

  @Override
  protected boolean knowsPkce() {
    return true;
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
            + "\",\"token_type\":\"bearer\",\"scope\":\"REPO_ADMIN\",\"created_at\":1607635748"
            + (refreshToken == null ? "" : ",\"refresh_token\":\"" + refreshToken + "\"")
            + (expiresIn == null ? "" : ",\"expires_in\":" + expiresIn.toSeconds())
            + "}";
    HOST.stubFor(post(ENDPOINT).willReturn(okJson(json)));
  }

  @Override
  protected void givenTheCodeIsRefused() {
    refuse(400, "invalid_grant");
  }

  @Override
  protected void givenTheRefreshTokenIsRefused() {
    refuse(400, "invalid_grant");
  }

  @Override
  protected void givenTheClientIsRefused() {
    refuse(401, "invalid_client");
  }

  private static void refuse(int status, String error) {
    HOST.stubFor(
        post(ENDPOINT).willReturn(okJson("{\"error\":\"" + error + "\"}").withStatus(status)));
  }

  @Override
  protected void givenRevocationWorks() {
    // There is no call for it.
  }

  @Override
  protected RequestPatternBuilder tokenRequest() {
    return postRequestedFor(urlEqualTo(ENDPOINT))
        .withRequestBody(containing("client_id=" + CLIENT_ID))
        .withRequestBody(containing("client_secret=" + CLIENT_SECRET));
  }

  @Override
  protected RequestPatternBuilder revocationRequest(Grant grant) {
    throw new AssertionError("there is no call for it");
  }

  @Test
  void aRenewalRepeatsTheCallback() throws GitHostException {
    givenGrant("access-token-two", "refresh-token-two", Duration.ofHours(1));
    OAuthClient client = client(PATIENT, CLOCK);

    Grant grant =
        client.refresh(
            application(here()), URI.create("https://slipway.example/back"), OLD_REFRESH_TOKEN);

    assertEquals("refresh-token-two", grant.refreshToken());
    HOST.verify(
        tokenRequest()
            .withRequestBody(
                containing("redirect_uri=" + encoded("https://slipway.example/back"))));
  }
}

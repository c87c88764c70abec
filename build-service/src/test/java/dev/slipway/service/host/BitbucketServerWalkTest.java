package dev.slipway.service.host;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.slipway.core.git.GitProvider;
import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(HostStubs.class)
class BitbucketServerWalkTest extends OAuthWalk {

  private static final String PROJECTS = "/rest/api/1.0/projects";

  @Override
  GitProvider kind() {
    return GitProvider.BITBUCKET_SERVER;
  }

  @Override
  String consentPath() {
    return "/rest/oauth2/latest/authorize";
  }

  @Override
  String tokenPath() {
    return "/rest/oauth2/latest/token";
  }

  @Override
  ResponseDefinitionBuilder grant(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn) {
    return okJson(Grants.json(accessToken, refreshToken, expiresIn, "scope", "REPO_ADMIN"));
  }

  @Override
  ResponseDefinitionBuilder codeRefused() {
    return okJson("{\"error\":\"invalid_grant\"}").withStatus(400);
  }

  @Override
  ResponseDefinitionBuilder refreshTokenRefused() {
    return okJson("{\"error\":\"invalid_grant\"}").withStatus(400);
  }

  /** Data Center tells whose a token is in a header of every answer. */
  @Override
  void givenAccount(WireMockServer host, String accessToken, String login) {
    host.stubFor(get(urlPathEqualTo(PROJECTS)).willReturn(aResponse().withStatus(401)));
    host.stubFor(
        get(urlPathEqualTo(PROJECTS))
            .withHeader("Authorization", equalTo("Bearer " + accessToken))
            .willReturn(
                okJson("{\"size\":0,\"limit\":1,\"isLastPage\":true,\"values\":[],\"start\":0}")
                    .withHeader("X-AUSERNAME", login)));
  }
}

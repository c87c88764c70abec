package dev.slipway.service.host;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

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
class GitHubWalkTest extends OAuthWalk {

  private static final String USER = "/api/v3/user";

  @Override
  GitProvider kind() {
    return GitProvider.GITHUB;
  }

  @Override
  String consentPath() {
    return "/login/oauth/authorize";
  }

  @Override
  String tokenPath() {
    return "/login/oauth/access_token";
  }

  @Override
  ResponseDefinitionBuilder grant(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn) {
    return okJson(Grants.json(accessToken, refreshToken, expiresIn, "scope", "repo"));
  }

  @Override
  ResponseDefinitionBuilder codeRefused() {
    return okJson("{\"error\":\"bad_verification_code\"}");
  }

  @Override
  ResponseDefinitionBuilder refreshTokenRefused() {
    return okJson("{\"error\":\"bad_refresh_token\"}");
  }

  @Override
  void givenAccount(WireMockServer host, String accessToken, String login) {
    host.stubFor(get(USER).willReturn(aResponse().withStatus(401)));
    host.stubFor(
        get(USER)
            .withHeader("Authorization", equalTo("Bearer " + accessToken))
            .willReturn(
                okJson("{\"login\":\"" + login + "\",\"id\":1}")
                    .withHeader("X-OAuth-Scopes", "repo")));
  }
}

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
class BitbucketWalkTest extends OAuthWalk {

  private static final String USER = "/2.0/user";

  @Override
  GitProvider kind() {
    return GitProvider.BITBUCKET;
  }

  @Override
  String consentPath() {
    return "/site/oauth2/authorize";
  }

  @Override
  String tokenPath() {
    return "/site/oauth2/access_token";
  }

  @Override
  ResponseDefinitionBuilder grant(
      String accessToken, @Nullable String refreshToken, @Nullable Duration expiresIn) {
    return okJson(
        Grants.json(accessToken, refreshToken, expiresIn, "scopes", "account repository webhook"));
  }

  @Override
  ResponseDefinitionBuilder codeRefused() {
    return okJson(
            "{\"error\":\"invalid_grant\","
                + "\"error_description\":\"The specified code is not valid.\"}")
        .withStatus(400);
  }

  @Override
  ResponseDefinitionBuilder refreshTokenRefused() {
    return okJson("{\"error\":\"invalid_grant\",\"error_description\":\"Invalid refresh_token\"}")
        .withStatus(400);
  }

  @Override
  void givenAccount(WireMockServer host, String accessToken, String login) {
    host.stubFor(get(USER).willReturn(aResponse().withStatus(401)));
    host.stubFor(
        get(USER)
            .withHeader("Authorization", equalTo("Bearer " + accessToken))
            .willReturn(
                okJson(
                        "{\"type\":\"user\",\"account_id\":\"557058:1\",\"display_name\":\"O. C.\","
                            + "\"uuid\":\"{8d1c7d2c-0000-4000-8000-9f2f8a7e4d11}\","
                            + "\"nickname\":\""
                            + login
                            + "\"}")
                    .withHeader("X-OAuth-Scopes", "account repository webhook")));
  }
}

package dev.slipway.service.host.github;

import dev.slipway.core.git.GitProvider;
import dev.slipway.service.host.GitHostException;
import dev.slipway.service.host.GitHostException.Kind;
import dev.slipway.service.host.OAuthClient;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's web application flow, for OAuth apps and for GitHub Apps, whose tokens expire.
 *
 * @see <a
 *     href="https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps">
 *     Authorizing OAuth apps</a>
 */
@ApplicationScoped
class GitHubOAuth implements OAuthClient {

  private static final String PUBLIC_SCOPES = "public_repo admin:repo_hook repo:status";

  private final GitHubHttp http;
  private final Clock clock;

  GitHubOAuth(GitHubHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public GitProvider provider() {
    return GitProvider.GITHUB;
  }

  @Override
  public URI authorizationUrl(Application application, Consent consent) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", application.clientId());
    query.put("redirect_uri", consent.redirectUri().toString());
    query.put("scope", consent.privateToo() ? GitHubApi.FULL_SCOPE : PUBLIC_SCOPES);
    query.put("state", consent.state());
    query.put("code_challenge", challenge(consent.codeVerifier()));
    query.put("code_challenge_method", "S256");
    return URI.create(application.webUrl() + "/login/oauth/authorize?" + form(query));
  }

  @Override
  public Grant exchange(Application application, Consent consent, String code)
      throws GitHostException {
    Map<String, String> form = credentials(application);
    form.put("code", code);
    form.put("redirect_uri", consent.redirectUri().toString());
    form.put("code_verifier", consent.codeVerifier());
    return token(application, form, Kind.REFUSED, null);
  }

  @Override
  public Grant refresh(Application application, String refreshToken) throws GitHostException {
    Map<String, String> form = credentials(application);
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken);
    return token(application, form, Kind.UNAUTHORIZED, refreshToken);
  }

  /** Takes the one token back, not the user's whole grant: another account may stand on that. */
  @Override
  public boolean revoke(Application application, Grant grant) throws GitHostException {
    String basic = application.clientId() + ":" + application.clientSecret();
    HttpResponse<byte[]> answer =
        send(
            application,
            HttpRequest.newBuilder(
                    URI.create(
                        application.apiUrl()
                            + "/applications/"
                            + application.clientId()
                            + "/token"))
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(basic.getBytes(StandardCharsets.UTF_8)))
                .header("Accept", "application/vnd.github+json")
                .header("Content-Type", "application/json")
                .method(
                    "DELETE",
                    BodyPublishers.ofString(
                        new JsonObject().put("access_token", grant.accessToken()).encode()))
                .build());
    int status = answer.statusCode();
    if (status / 100 != 2 && status != 404 && status != 422) {
      throw GitHubFailures.refused(application.apiUrl(), answer, clock);
    }
    return true; // 404 and 422: GitHub doesn't know the token any more
  }

  private Grant token(
      Application application,
      Map<String, String> form,
      Kind whenRefused,
      @Nullable String oldRefreshToken)
      throws GitHostException {
    HttpResponse<byte[]> answer =
        send(
            application,
            HttpRequest.newBuilder(URI.create(application.webUrl() + "/login/oauth/access_token"))
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(form)))
                .build());
    if (answer.statusCode() / 100 != 2) {
      throw GitHubFailures.refused(application.webUrl(), answer, clock);
    }
    JsonObject json = json(application, answer.body());
    if (json.getValue("error") != null) {
      throw refused(application, String.valueOf(json.getValue("error")), whenRefused);
    }
    return grant(application, json, oldRefreshToken);
  }

  /** GitHub tells errors with status 200. */
  private static GitHostException refused(Application application, String error, Kind whenRefused) {
    String host = application.webUrl().getRawAuthority();
    String said = error.matches("[a-z_]{1,60}") ? error : "an unknown error";
    return switch (said) {
      case "incorrect_client_credentials", "redirect_uri_mismatch", "application_suspended" ->
          new GitHostException(
              Kind.REFUSED,
              host
                  + " refuses this installation as its OAuth client ("
                  + said
                  + "); its operator has to check client-id, client-secret and the registered"
                  + " callback URL",
              null);
      default ->
          new GitHostException(
              whenRefused,
              host
                  + (whenRefused == Kind.REFUSED
                      ? " refuses the code (" + said + "); begin linking again"
                      : " does not renew the grant (" + said + "); link the account again"),
              null);
    };
  }

  private Grant grant(Application application, JsonObject json, @Nullable String oldRefreshToken)
      throws GitHostException {
    if (!(json.getValue("access_token") instanceof String token) || token.isEmpty()) {
      throw GitHubFailures.senseless(application.webUrl());
    }
    String refreshToken =
        json.getValue("refresh_token") instanceof String given && !given.isEmpty()
            ? given
            : oldRefreshToken;
    Instant expiresAt =
        json.getValue("expires_in") instanceof Number seconds
            ? clock.instant().plusSeconds(seconds.longValue())
            : null;
    return new Grant(token, refreshToken, expiresAt);
  }

  private HttpResponse<byte[]> send(Application application, HttpRequest request)
      throws GitHostException {
    try {
      return http.send(request, application.timeout());
    } catch (IOException e) {
      throw GitHubFailures.silent(request.uri(), e);
    }
  }

  private static JsonObject json(Application application, byte[] body) throws GitHostException {
    try {
      return new JsonObject(new String(body, StandardCharsets.UTF_8));
    } catch (DecodeException e) {
      throw GitHubFailures.senseless(application.webUrl());
    }
  }

  private static Map<String, String> credentials(Application application) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("client_id", application.clientId());
    form.put("client_secret", application.clientSecret());
    return form;
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing in this JDK", e);
    }
  }

  private static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}

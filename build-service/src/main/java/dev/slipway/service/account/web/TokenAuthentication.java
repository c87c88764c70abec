package dev.slipway.service.account.web;

import dev.slipway.service.web.HttpProblems;
import dev.slipway.service.web.Problem;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authentication by {@code Authorization: Bearer} or by the session's cookie. Where anybody may
 * come, credentials aren't looked at: webhooks and the registry have their own.
 */
@ApplicationScoped
class TokenAuthentication implements HttpAuthenticationMechanism {

  private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
  private static final String SCHEME = "Bearer ";

  private static final String UNUSABLE =
      "this token is not valid: it is unknown, expired or revoked; send a personal access token"
          + " (POST /api/v1/user/tokens makes one) or the value of SLIPWAY_ADMIN_TOKEN";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    CredentialRequest credential =
        PathRules.requirement(context.normalizedPath()) == PathRules.Requirement.NOBODY
            ? null
            : credential(context);
    return credential == null ? Uni.createFrom().nullItem() : identities.authenticate(credential);
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(CredentialRequest.class);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, WWW_AUTHENTICATE, "Bearer"));
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    context.response().putHeader(WWW_AUTHENTICATE, "Bearer");
    HttpProblems.send(
        context, bearer(context) == null ? SignInInstead.PROBLEM : Problem.of(401, UNUSABLE));
    return Uni.createFrom().item(true);
  }

  /** An explicit header wins over the cookie that a browser adds by itself. */
  private static @Nullable CredentialRequest credential(RoutingContext context) {
    String token = bearer(context);
    if (token != null) {
      return new CredentialRequest(CredentialRequest.Kind.BEARER, token);
    }
    Cookie cookie = context.request().getCookie(SessionCookie.NAME);
    return cookie == null || context.request().headers().contains(HttpHeaders.AUTHORIZATION)
        ? null
        : new CredentialRequest(CredentialRequest.Kind.SESSION_COOKIE, cookie.getValue());
  }

  private static @Nullable String bearer(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }
}

package dev.slipway.service.account.web;

import dev.slipway.service.access.Actor;
import dev.slipway.service.account.Authenticator;
import dev.slipway.service.account.Sessions;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Checks credentials. A bad bearer token fails the request; a cookie that is no session any more
 * counts as none, so that its browser can sign in again.
 */
@ApplicationScoped
class CredentialIdentityProvider implements IdentityProvider<CredentialRequest> {

  private final Authenticator authenticator;
  private final Sessions sessions;

  CredentialIdentityProvider(Authenticator authenticator, Sessions sessions) {
    this.authenticator = authenticator;
    this.sessions = sessions;
  }

  @Override
  public Class<CredentialRequest> getRequestType() {
    return CredentialRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      CredentialRequest request, AuthenticationRequestContext context) {
    return context.runBlocking(() -> check(request));
  }

  private SecurityIdentity check(CredentialRequest request) {
    return switch (request.kind()) {
      case BEARER ->
          authenticator
              .authenticateToken(request.token())
              .map(ActorIdentities::identity)
              .orElseThrow(() -> new AuthenticationFailedException("unknown bearer token"));
      case SESSION_COOKIE -> {
        Optional<Actor.User> user = sessions.find(request.token());
        yield user.<SecurityIdentity>map(ActorIdentities::identity)
            .orElseGet(() -> QuarkusSecurityIdentity.builder().setAnonymous(true).build());
      }
    };
  }
}

package dev.slipway.service.account.web;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.CurrentActor;
import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Carries an {@link Actor} through the framework's identity and back. */
@ApplicationScoped
class ActorIdentities implements CurrentActor {

  private final CurrentIdentityAssociation association;

  ActorIdentities(CurrentIdentityAssociation association) {
    this.association = association;
  }

  @Override
  public Actor get() {
    return Arc.container().requestContext().isActive()
        ? actor(association.getIdentity())
        : new Actor.Anonymous();
  }

  static SecurityIdentity identity(Actor actor) {
    return QuarkusSecurityIdentity.builder().setPrincipal(new ActorPrincipal(actor)).build();
  }

  static Actor actor(@Nullable SecurityIdentity identity) {
    return identity != null && identity.getPrincipal() instanceof ActorPrincipal principal
        ? principal.actor()
        : new Actor.Anonymous();
  }

  private record ActorPrincipal(Actor actor) implements Principal {

    @Override
    public String getName() {
      return actor.displayName();
    }
  }
}

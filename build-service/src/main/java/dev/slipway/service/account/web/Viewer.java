package dev.slipway.service.account.web;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.CurrentActor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Who looks at a page, for the layout's header: {@code inject:viewer} in templates. */
@ApplicationScoped
@Named("viewer")
public class Viewer {

  private final CurrentActor currentActor;

  Viewer(CurrentActor currentActor) {
    this.currentActor = currentActor;
  }

  public boolean isSignedIn() {
    return currentActor.get() instanceof Actor.User;
  }

  public String getName() {
    return currentActor.get().displayName();
  }
}

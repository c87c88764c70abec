package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import dev.slipway.service.access.CurrentActor;
import dev.slipway.service.access.ForbiddenActionException;
import jakarta.enterprise.context.ApplicationScoped;

/** The person behind the current request, for what is about accounts and not about repositories. */
@ApplicationScoped
public class SignedIn {

  private final CurrentActor currentActor;

  SignedIn(CurrentActor currentActor) {
    this.currentActor = currentActor;
  }

  /**
   * Who it is.
   *
   * @throws ForbiddenActionException when it is no person
   */
  public Actor.User person() {
    if (currentActor.get() instanceof Actor.User user) {
      return user;
    }
    throw new ForbiddenActionException("this is for people with an account");
  }

  /**
   * Who it is, with a credential that is good for all they may do.
   *
   * @throws ForbiddenActionException when the credential is good for less
   */
  public Actor.User unlimited() {
    Actor.User user = person();
    if (!user.grant().isUnlimited()) {
      throw new ForbiddenActionException(
          "this token may not do this: it takes a signed-in browser, or a token of scope \"admin\""
              + " that isn't limited to a namespace");
    }
    return user;
  }

  /**
   * Who it is, if they administer this installation.
   *
   * @throws ForbiddenActionException when they don't, or not with this credential
   */
  public Actor.User administrator() {
    Actor.User user = unlimited();
    if (!user.administers()) {
      throw new ForbiddenActionException("only administrators may do this");
    }
    return user;
  }
}

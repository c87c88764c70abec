package dev.slipway.service.account;

import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** Changes an account. Whoever calls has made sure that the actor may. */
@ApplicationScoped
public class ChangeAccount {

  private final AccountDirectory accounts;
  private final SessionStore sessions;
  private final SignInLinkStore links;
  private final Clock clock;

  ChangeAccount(
      AccountDirectory accounts, SessionStore sessions, SignInLinkStore links, Clock clock) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.links = links;
    this.clock = clock;
  }

  /**
   * Changes it. Who is disabled is signed out at once, and links that were handed out are void;
   * tokens work again when the account does.
   *
   * @throws NoSuchThingException when there is none of this name
   * @throws ConflictException when nobody would be left to administer the installation
   */
  @Transactional
  public Account change(String name, AccountChange change) {
    long administrators = accounts.lockAdministrators();
    Account before = accounts.byName(name).orElseThrow(() -> missing(name));
    Account after = change.applyTo(before, clock.instant());
    if (before.isActiveAdministrator() && !after.isActiveAdministrator() && administrators <= 1) {
      throw lastAdministrator(name);
    }
    accounts.update(after);
    if (after.isDisabled()) {
      sessions.removeAll(after.id());
      links.removeAll(after.id());
    }
    return after;
  }

  static NoSuchThingException missing(String name) {
    return new NoSuchThingException("there is no account \"" + name + "\"");
  }

  static ConflictException lastAdministrator(String name) {
    return new ConflictException(
        "\"" + name + "\" is the last administrator; make somebody else one first");
  }
}

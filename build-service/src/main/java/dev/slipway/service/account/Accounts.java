package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import java.util.Optional;

/** The people who use this installation. */
public interface Accounts {

  Optional<Actor.User> byName(String name);

  /**
   * Makes an account, and with it the namespace of its own name.
   *
   * @param name as a namespace's
   * @param admin whether it may do everything
   * @throws dev.slipway.service.web.InvalidInputException when the name can't be one, or an account
   *     or a namespace already has it
   */
  Actor.User create(String name, boolean admin);

  /**
   * The first administrator, {@code admin}; it is made when it is missing. Safe to call from many
   * processes at once.
   */
  Actor.User administrator();
}

package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import java.util.Optional;

/** The people who use this installation. */
public interface Accounts {

  /** An account that may be used; empty also for one that is disabled. */
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
   * The first administrator: {@code admin}, or else the oldest one that isn't disabled. Where there
   * is none at all, {@code admin} is made. Safe to call from many processes at once.
   */
  Actor.User administrator();
}

package dev.slipway.service.access;

import java.util.UUID;

/** On whose behalf a request is made. */
public sealed interface Actor {

  /** For audit and for a build's "by". */
  String displayName();

  /** Nobody: no credential was given. */
  record Anonymous() implements Actor {
    @Override
    public String displayName() {
      return "anonymous";
    }
  }

  /**
   * A signed-in person, or a script with the admin token (then the first administrator).
   *
   * @param id the account
   * @param name its name
   * @param admin whether it may do everything
   */
  record User(UUID id, String name, boolean admin) implements Actor {
    @Override
    public String displayName() {
      return name;
    }
  }

  /** A worker, known by the worker token; it may use the internal API and nothing else. */
  record Worker() implements Actor {
    @Override
    public String displayName() {
      return "worker";
    }
  }
}

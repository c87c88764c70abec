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
   * @param admin whether the account may do everything
   * @param grant how much of that the credential of this request is good for
   */
  record User(UUID id, String name, boolean admin, Grant grant) implements Actor {

    /** With a credential that is good for all that the account may do. */
    public User(UUID id, String name, boolean admin) {
      this(id, name, admin, Grant.EVERYTHING);
    }

    /** The same person with another credential. */
    public User with(Grant other) {
      return new User(id, name, admin, other);
    }

    /** Whether accounts and settings of the whole installation may be changed. */
    public boolean administers() {
      return admin && grant.isUnlimited();
    }

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

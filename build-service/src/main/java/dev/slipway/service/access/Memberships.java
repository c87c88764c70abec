package dev.slipway.service.access;

import java.util.Optional;
import java.util.UUID;

/** Who belongs to which namespace. */
public interface Memberships {

  /** The user's role in a namespace; empty for strangers. */
  Optional<Role> role(UUID user, String namespace);
}

package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's account.
 *
 * @param id never changes
 * @param name never changes either; also the name of the account's own namespace
 * @param displayName what the person is called, may be empty
 * @param admin whether it may do everything
 * @param disabledAt since when nobody may use it; null when it may be used
 * @param createdAt when it was made
 */
public record Account(
    UUID id,
    String name,
    String displayName,
    boolean admin,
    @Nullable Instant disabledAt,
    Instant createdAt) {

  public boolean isDisabled() {
    return disabledAt != null;
  }

  /** Whether it can administer the installation now. */
  boolean isActiveAdministrator() {
    return admin && !isDisabled();
  }

  Actor.User toUser() {
    return new Actor.User(id, name, admin);
  }
}

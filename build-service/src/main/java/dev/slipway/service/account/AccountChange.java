package dev.slipway.service.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an account; null leaves a part as it is.
 *
 * @param displayName what the person is called
 * @param admin whether it may do everything
 * @param disabled whether it is shut
 */
public record AccountChange(
    @Nullable String displayName, @Nullable Boolean admin, @Nullable Boolean disabled) {

  /** The account after the change, made at {@code now}. */
  Account applyTo(Account before, Instant now) {
    return new Account(
        before.id(),
        before.name(),
        displayName == null ? before.displayName() : displayName,
        admin == null ? before.admin() : admin,
        disabledAt(before, now),
        before.createdAt());
  }

  private @Nullable Instant disabledAt(Account before, Instant now) {
    boolean shut = disabled == null ? before.isDisabled() : disabled;
    if (!shut) {
      return null;
    }
    return before.isDisabled() ? before.disabledAt() : now;
  }
}

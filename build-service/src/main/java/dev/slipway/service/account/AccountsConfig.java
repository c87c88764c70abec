package dev.slipway.service.account;

import dev.slipway.service.access.Actor;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What people may do about accounts here. */
@ConfigMapping(prefix = "slipway.accounts")
public interface AccountsConfig {

  /** Who may make organizations. */
  @WithDefault("users")
  OrganizationsBy organizationsBy();

  /** How long a personal access token may last; without it, it needn't expire. */
  Optional<Duration> tokenMaxLifetime();

  /** People by what they may. */
  enum OrganizationsBy {
    USERS,
    ADMINS;

    /** Whether somebody is one of them, with the credential of this request. */
    public boolean include(Actor.User user) {
      return this == USERS ? user.grant().isUnlimited() : user.administers();
    }
  }
}

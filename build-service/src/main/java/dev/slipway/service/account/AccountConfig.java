package dev.slipway.service.account;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Credentials that come from the environment. */
@ConfigMapping(prefix = "slipway")
interface AccountConfig {

  /** A bearer token with the first administrator's rights, for scripts. */
  Optional<String> adminToken();

  /** The bearer token of all workers, good for the internal API only. */
  Optional<String> workerToken();
}

package dev.slipway.service.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** How remotes are asked. */
@ConfigMapping(prefix = "slipway")
public interface SourceConfig {

  /** {@code SLIPWAY_ALLOW_PRIVATE_HOSTS}: a comma list of host or host:port, or {@code *}. */
  Optional<String> allowPrivateHosts();

  /** How long a remote may take to list its refs. */
  @WithName("sources.list-timeout")
  @WithDefault("60s")
  Duration listTimeout();

  /** How many branches and tags a remote may have to be listed. */
  @WithName("sources.most-refs")
  @WithDefault("50000")
  int mostRefs();

  /** How long a listing is shown again before the remote is asked anew. */
  @WithName("sources.refs-age")
  @WithDefault("30s")
  Duration refsAge();
}

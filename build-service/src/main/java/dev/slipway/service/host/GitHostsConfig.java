package dev.slipway.service.host;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Git hosts, from the environment: {@code SLIPWAY_GIT_HOSTS_<ID>_URL} and so on. */
@ConfigMapping(prefix = "slipway")
public interface GitHostsConfig {

  /** By id; {@code github} and {@code bitbucket} are there without any configuration. */
  Map<String, Host> gitHosts();

  /** How long an authorization may take from its start to the browser's return. */
  @WithDefault("10m")
  Duration authorizationLifetime();

  /** One host. */
  interface Host {

    /**
     * {@code github}, {@code bitbucket} or {@code bitbucket-server}; the id's own where it is one.
     */
    Optional<String> provider();

    /** Where people see it, such as {@code https://git.example.com}. */
    Optional<String> url();

    /** The base of its API; by default what hosts of this kind have below their address. */
    Optional<String> apiUrl();

    /** Of the OAuth application that was registered there for this installation. */
    Optional<String> clientId();

    /** Likewise. */
    Optional<String> clientSecret();

    /** How long a call to it may take until its whole answer is there. */
    @WithDefault("10s")
    Duration timeout();
  }
}

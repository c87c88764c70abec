package dev.slipway.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may set of the gateway. */
@ConfigMapping(prefix = "slipway.gateway")
public interface GatewayConfig {

  /** The largest body taken from GitHub, which itself sends no more than 25 MB. */
  @WithDefault("25M")
  MemorySize githubBodyLimit();

  /** The largest body taken from Bitbucket Cloud, which itself sends no more than 256 KB. */
  @WithDefault("1M")
  MemorySize bitbucketBodyLimit();

  /** The largest body taken from Bitbucket Data Center. */
  @WithDefault("1M")
  MemorySize bitbucketServerBodyLimit();

  /**
   * How much all bodies together may hold in memory; what comes on top is told to come again. A
   * quarter of it is kept for small bodies, and the rest has to have room for the largest.
   */
  @WithDefault("40M")
  MemorySize heldBodiesLimit();

  /** How long a body may take to arrive. Hosts give up after about 10 seconds. */
  @WithDefault("10s")
  Duration bodyTimeout();

  /** How long a refusal waits for rules that are on their way. */
  @WithDefault("300ms")
  Duration catchUpTimeout();

  /**
   * The least time between two messages that tell of refused requests of one webhook and reason.
   */
  @WithDefault("1m")
  Duration rejectionPause();

  /** How many pairs of webhook and reason are counted at a time; more are counted as dropped. */
  @WithDefault("10000")
  int rejectionKinds();

  /** How long a delivery may wait for Kafka to tell where to write. */
  @WithDefault("2s")
  Duration kafkaMetadataTimeout();

  /** How long Kafka may take to confirm a delivery; with the wait before it, under 8 seconds. */
  @WithDefault("5s")
  Duration kafkaConfirmTimeout();
}

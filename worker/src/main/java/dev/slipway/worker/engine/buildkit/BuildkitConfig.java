package dev.slipway.worker.engine.buildkit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the Docker engine is reached and used. */
@ConfigMapping(prefix = "slipway.worker.buildkit")
public interface BuildkitConfig {

  /**
   * The docker command, a path. Unset: the first one on the PATH, or else in {@code /usr/bin}, that
   * can build with BuildKit; one of version 23 or newer needs the buildx plug-in for that.
   */
  Optional<String> command();

  /** Where the Docker engine listens, as in {@code DOCKER_HOST}. */
  @WithDefault("${DOCKER_HOST:unix:///var/run/docker.sock}")
  String host();

  /** Folder of ca.pem, cert.pem and key.pem for an engine at {@code tcp://}; unset: no TLS. */
  Optional<Path> certificates();

  /**
   * Network of RUN steps. Unset: the engine's default network where it has one, else the host's.
   */
  Optional<Network> network();

  /** Platforms that the engine runs by emulation, beside its own, such as {@code linux/arm64}. */
  Optional<List<String>> platforms();

  /** How long the engine may take to say who it is. */
  @WithDefault("PT5S")
  Duration probeTimeout();

  /** How long to wait before an engine that was not there is looked for again. */
  @WithDefault("PT15S")
  Duration probeInterval();

  /** What RUN steps may connect to. */
  enum Network {
    /** Nothing. */
    NONE,
    /** All that the engine's machine can, its loopback interface too. */
    HOST,
    /** What the engine gives to containers, which is its bridge. */
    DEFAULT
  }
}

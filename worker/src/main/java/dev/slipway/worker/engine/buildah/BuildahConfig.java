package dev.slipway.worker.engine.buildah;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How buildah is run. */
@ConfigMapping(prefix = "slipway.worker.buildah")
public interface BuildahConfig {

  /** The command, a name on the PATH or a path. */
  @WithDefault("buildah")
  String command();

  /** The container runtime, a name on the PATH or a path. */
  @WithDefault("runc")
  String runtime();

  /**
   * Network of RUN steps. {@code private}: the internet but none of this machine's own services;
   * needs slirp4netns or pasta, /dev/net/tun for the build's user, and buildah 1.33. {@code host}:
   * that of this machine, its services on loopback too. {@code none}. {@code auto}: private where
   * it can be had, else host with a warning in the build's log.
   */
  @WithDefault("auto")
  String network();

  /**
   * How RUN steps are kept apart: {@code rootless} (the container runtime), {@code chroot} (for
   * machines on which it can't run: steps see the machine's processes, though not inside them), or
   * {@code auto}: rootless where a trial of it succeeds, else chroot.
   */
  @WithDefault("auto")
  String isolation();

  /** The user that buildah and RUN steps are where the worker is root; has subordinate ids. */
  @WithDefault("slipway-build")
  String user();

  /** Whether a worker that is root makes that user where there is none. */
  @WithDefault("true")
  boolean makeUser();

  /**
   * Whether a worker that is not root may run buildah as itself. RUN steps are in a user namespace
   * then, but one that escapes from it is the worker.
   */
  @WithDefault("false")
  boolean sameUser();

  /** What one build may use. */
  Limits limits();

  /**
   * What is kept for later builds of a repository, such as {@code 10G}: steps unused longest go.
   */
  @WithDefault("10G")
  MemorySize cache();

  /** What is kept for all repositories together; those unused longest go. */
  @WithDefault("50G")
  MemorySize cacheTotal();

  /** Bounds of one build; all its processes count together. */
  interface Limits {

    /** Such as {@code 4G}; by default the lesser of 4 GiB and three quarters of the machine's. */
    Optional<MemorySize> memory();

    /** Processors at once, such as {@code 1.5}; 0 is as many as there are. */
    @WithDefault("0")
    double cpus();

    /** Processes and threads at once. */
    @WithDefault("4096")
    int pids();

    /** What a build may add to the disk, its steps, context and cached layers; also one file. */
    @WithDefault("20G")
    MemorySize disk();

    /** Files and folders that it may add to the disk. */
    @WithDefault("2000000")
    long files();

    /** Whether control groups are used where they can be made. */
    @WithDefault("true")
    boolean controlGroups();
  }
}

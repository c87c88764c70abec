package dev.slipway.worker.engine.buildah;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How buildah is run. */
@ConfigMapping(prefix = "slipway.worker.buildah")
public interface BuildahConfig {

  /** The command, a name on the PATH or a path. */
  @WithDefault("buildah")
  String command();

  /** The container runtime, a name on the PATH or a path. */
  @WithDefault("runc")
  String runtime();

  /** Network of RUN steps: {@code host}, {@code none} or {@code private}. */
  @WithDefault("host")
  String network();

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
}

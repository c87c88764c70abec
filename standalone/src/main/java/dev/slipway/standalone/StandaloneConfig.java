package dev.slipway.standalone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** What {@link Main} tells the application of this start. */
@ConfigMapping(prefix = "slipway")
public interface StandaloneConfig {

  /** The data folder. */
  Path data();

  /** The base of all links, without a trailing slash. */
  @WithName("public-url")
  String publicUrl();

  /** Host and port in the embedded registry's image names. */
  @WithName("registry-host")
  String registryHost();

  /** The token for scripts, if there is one. */
  @WithName("admin-token")
  Optional<String> adminToken();

  /** What only this start is about. */
  Start standalone();

  /** One start. */
  interface Start {

    /** Whether to print a one-time sign-in link. */
    @WithDefault("false")
    boolean signInLink();

    /** The base URL under which this process reaches itself. */
    String localUrl();

    /** Whether to run the demo. */
    @WithDefault("false")
    boolean demo();

    /** Whether to stop after it. */
    @WithDefault("false")
    boolean once();
  }
}

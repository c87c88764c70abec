package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.process.ProgramVersion;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network that RUN steps get.
 *
 * @param option for {@code --network}
 * @param warning what people should know of it, null when there is nothing
 */
record RunNetwork(String option, @Nullable String warning) {

  /**
   * Before, buildah started slirp4netns so that the machine's loopback answered at 10.0.2.2: no
   * better than the host's network, and slower.
   */
  private static final ProgramVersion KEEPS_LOOPBACK_OUT = new ProgramVersion(1, 33);

  private static final String HOST_WARNING =
      "WARNING: RUN steps share this machine's network and reach services on its loopback address;"
          + " install slirp4netns or passt with buildah 1.33 or newer to keep them apart, or set"
          + " slipway.worker.buildah.network=none.";

  private static final RunNetwork HOST = new RunNetwork("host", HOST_WARNING);
  private static final RunNetwork NONE = new RunNetwork("none", null);
  private static final RunNetwork PRIVATE = new RunNetwork("private", null);

  /**
   * What this machine offers.
   *
   * @param version of buildah
   * @param userNetworking whether slirp4netns or pasta is installed
   * @param tunnels whether the build's user may open /dev/net/tun
   * @param rootless whether a container runtime runs the steps: chroot knows the host's network
   *     only
   */
  record Offer(ProgramVersion version, boolean userNetworking, boolean tunnels, boolean rootless) {

    private Optional<String> obstacle() {
      if (version.compareTo(KEEPS_LOOPBACK_OUT) < 0) {
        return Optional.of(
            "it needs buildah " + KEEPS_LOOPBACK_OUT + " or newer, here is " + version);
      }
      if (!userNetworking) {
        return Optional.of("neither slirp4netns nor pasta (package passt) is installed");
      }
      if (!tunnels) {
        return Optional.of("the build's user may not open /dev/net/tun");
      }
      return Optional.empty();
    }
  }

  /**
   * Chooses.
   *
   * @param wanted auto, private, host or none
   * @throws IllegalArgumentException when it is another word, or can't be had here; the message
   *     says what to do
   */
  static RunNetwork choose(String wanted, Offer offer) {
    return switch (wanted.strip().toLowerCase(Locale.ROOT)) {
      case "auto" -> offer.rootless() && offer.obstacle().isEmpty() ? PRIVATE : HOST;
      case "host" -> new RunNetwork("host", null);
      case "none" -> apart(NONE, offer, Optional.empty());
      case "private" -> apart(PRIVATE, offer, offer.obstacle());
      default ->
          throw new IllegalArgumentException(
              "slipway.worker.buildah.network=\""
                  + wanted
                  + "\" is none of auto, private, host, none.");
    };
  }

  private static RunNetwork apart(RunNetwork network, Offer offer, Optional<String> obstacle) {
    Optional<String> problem =
        offer.rootless()
            ? obstacle
            : Optional.of("RUN steps are kept apart by chroot here, which can't do that");
    if (problem.isPresent()) {
      throw new IllegalArgumentException(
          "slipway.worker.buildah.network="
              + network.option()
              + " can't be had: "
              + problem.get()
              + ".");
    }
    return network;
  }
}

package dev.slipway.worker.engine.buildkit;

import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.worker.engine.process.ProgramVersion;
import dev.slipway.worker.publish.Platform;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What answers at the operator's address.
 *
 * @param cli the command that reaches it
 * @param version of the engine
 * @param platform that it runs without emulation
 * @param network for {@code docker build --network}
 * @param plainRegistries hosts, with port, that it reaches over plain HTTP
 */
record DockerSetup(
    DockerCli cli,
    ProgramVersion version,
    Platform platform,
    String network,
    Set<String> plainRegistries) {

  /** Docker allows plain HTTP there. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]+)?");

  DockerSetup {
    plainRegistries = Set.copyOf(plainRegistries);
  }

  /** Whether the engine can pull from there as the worker does. */
  boolean accepts(RegistryEndpoint endpoint) {
    return !endpoint.insecure()
        || LOOPBACK.matcher(endpoint.host()).matches()
        || plainRegistries.contains(endpoint.host());
  }
}

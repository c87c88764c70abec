package dev.slipway.service.repository;

import dev.slipway.core.image.ImageReference;
import dev.slipway.core.protocol.BuildAssignment;
import dev.slipway.core.secret.RegistryToken;
import dev.slipway.service.web.PublicUrl;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which registries there are to publish to, and how they are spoken to. */
@Startup
@ApplicationScoped
public class Registries {

  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]+)?");

  private final Optional<String> embeddedHost;
  private final byte[] key;
  private final Set<String> insecure;
  private final RepositoryConfig config;
  private final PublicUrl publicUrl;
  private final Clock clock;

  Registries(RepositoryConfig config, PublicUrl publicUrl, Clock clock) {
    this.config = config;
    this.publicUrl = publicUrl;
    this.clock = clock;
    this.embeddedHost = config.registryHost();
    this.key = embeddedHost.isPresent() ? key(config) : new byte[0];
    this.insecure =
        Arrays.stream(config.insecureRegistries().orElse("").split(","))
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The image's name in the embedded registry; empty when there is none. */
  public Optional<String> embeddedImage(RepositoryName name) {
    return embeddedHost.map(host -> host + "/" + name);
  }

  /** Whether an image would lie in the embedded registry. */
  public boolean isEmbedded(ImageReference image) {
    return embeddedHost.filter(image.registry()::equals).isPresent();
  }

  /** Whether a registry is spoken to over plain HTTP. */
  public boolean isInsecure(String registry) {
    return insecure.contains(registry) || LOOPBACK.matcher(registry).matches();
  }

  /**
   * The embedded registry as a destination, with the right to push for as long as a build may run.
   *
   * @throws IllegalStateException when there is none
   */
  public BuildAssignment.Destination embeddedDestination(RepositoryName name) {
    String host =
        embeddedHost.orElseThrow(
            () -> new IllegalStateException("there is no embedded registry to publish to"));
    RegistryToken token =
        new RegistryToken(name.toString(), clock.instant().plus(config.registryTokenLifetime()));
    return new BuildAssignment.Destination(
        host + "/" + name,
        RegistryToken.USERNAME,
        token.sign(key),
        isInsecure(host) || !publicUrl.isSecure());
  }

  private static byte[] key(RepositoryConfig config) {
    return config
        .registryKey()
        .map(Base64.getDecoder()::decode)
        .filter(bytes -> bytes.length >= 32)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "slipway.registry-host is set, so slipway.registry-key must be at least 32"
                        + " bytes in base64, the same as the registry's"));
  }
}

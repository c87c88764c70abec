package dev.slipway.core.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds a registry's API: mirrors first, then the registry itself. Registries on the loopback
 * interface may speak plain HTTP, as Docker allows it too.
 */
public final class RegistryEndpoints {

  private static final String DOCKER_HUB_API = "registry-1.docker.io";
  private static final Pattern MIRROR =
      Pattern.compile("([^=/\\s]+)=(?:(https?)://)?([^/\\s]+)/?", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]+)?");

  private final Map<String, List<RegistryEndpoint>> mirrors;
  private final Set<String> insecure;

  private RegistryEndpoints(Map<String, List<RegistryEndpoint>> mirrors, Set<String> insecure) {
    this.mirrors = mirrors;
    this.insecure = insecure;
  }

  /**
   * Reads the operator's settings.
   *
   * @param mirrors a comma list of {@code registry=[http://|https://]host[:port]}, tried in order
   * @param insecure a comma list of {@code host[:port]}
   * @throws IllegalArgumentException when a mirror is malformed; the message names the setting
   */
  public static RegistryEndpoints parse(String mirrors, String insecure) {
    Set<String> insecureHosts =
        items(insecure).stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    Map<String, List<RegistryEndpoint>> byRegistry = new HashMap<>();
    for (String item : items(mirrors)) {
      var parts = MIRROR.matcher(item);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "SLIPWAY_REGISTRY_MIRRORS: \""
                + item
                + "\" is no mirror; write it like docker.io=http://127.0.0.1:5000");
      }
      boolean plain = "http".equalsIgnoreCase(parts.group(2));
      boolean mayBePlain = plain || insecureHosts.contains(parts.group(3));
      byRegistry
          .computeIfAbsent(parts.group(1), registry -> new ArrayList<>())
          .add(new RegistryEndpoint(parts.group(3), mayBePlain, true));
    }
    return new RegistryEndpoints(byRegistry, insecureHosts);
  }

  /** Where to pull from, in this order. */
  public List<RegistryEndpoint> forPull(String registry) {
    List<RegistryEndpoint> endpoints = new ArrayList<>(mirrors.getOrDefault(registry, List.of()));
    endpoints.add(forPush(registry, false));
    return endpoints;
  }

  /**
   * Where to push to.
   *
   * @param insecure whether plain HTTP is allowed for this one anyway
   */
  public RegistryEndpoint forPush(String registry, boolean insecure) {
    String host = registry.equals(ImageReference.DOCKER_HUB) ? DOCKER_HUB_API : registry;
    String name = host.toLowerCase(Locale.ROOT);
    boolean mayBePlain =
        insecure || this.insecure.contains(name) || LOOPBACK.matcher(name).matches();
    return new RegistryEndpoint(host, mayBePlain, false);
  }

  private static List<String> items(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }
}

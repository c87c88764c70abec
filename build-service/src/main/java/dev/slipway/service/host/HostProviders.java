package dev.slipway.service.host;

import dev.slipway.core.git.GitProvider;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How each kind of Git host is spoken to. */
@ApplicationScoped
class HostProviders {

  private final Map<GitProvider, GitHostApi> apis = new EnumMap<>(GitProvider.class);
  private final Map<GitProvider, OAuthClient> clients = new EnumMap<>(GitProvider.class);

  HostProviders(@All List<GitHostApi> apis, @All List<OAuthClient> clients) {
    apis.forEach(api -> this.apis.put(api.provider(), api));
    clients.forEach(client -> this.clients.put(client.provider(), client));
  }

  /** Whether both halves of a kind are there. */
  boolean supports(GitProvider provider) {
    return apis.containsKey(provider) && clients.containsKey(provider);
  }

  /**
   * The API of a kind of host.
   *
   * @throws IllegalStateException for a kind without one
   */
  GitHostApi api(GitProvider provider) {
    return known(apis, provider);
  }

  /** As above, for OAuth. */
  OAuthClient oauth(GitProvider provider) {
    return known(clients, provider);
  }

  private static <T> T known(Map<GitProvider, T> providers, GitProvider provider) {
    T found = providers.get(provider);
    if (found == null) {
      throw new IllegalStateException("hosts of kind " + provider.wireName() + " have no API here");
    }
    return found;
  }
}

package dev.slipway.worker.source;

import dev.slipway.core.git.GitUrl;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where submodules may come from: over https from the source's own host and from those that the
 * operator allows. A source over http, which an operator has to allow anyway, may have submodules
 * of its own origin.
 */
final class SubmoduleHosts {

  private final Set<String> allowed;

  private SubmoduleHosts(Set<String> allowed) {
    this.allowed = allowed;
  }

  /**
   * @param hosts a comma list of {@code host} or {@code host:port}
   */
  static SubmoduleHosts parse(String hosts) {
    return new SubmoduleHosts(
        Arrays.stream(hosts.split(","))
            .map(host -> host.strip().toLowerCase(Locale.ROOT))
            .filter(host -> !host.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Why a submodule may not be fetched, if so. */
  Optional<String> refusal(GitUrl submodule, GitUrl source) {
    boolean ownOrigin = submodule.origin().equals(source.origin());
    if (submodule.scheme().equals("ssh") || (submodule.scheme().equals("http") && !ownOrigin)) {
      return Optional.of(
          "submodules are fetched over https only, not over "
              + submodule.scheme()
              + "; write its https URL into .gitmodules");
    }
    String host = submodule.host();
    String withPort = host + ":" + submodule.port();
    boolean known =
        ownOrigin
            || host.equals(source.host())
            || allowed.contains(host)
            || allowed.contains(withPort);
    return known
        ? Optional.empty()
        : Optional.of(
            "the host "
                + withPort
                + " is not allowed; an operator can allow it with SLIPWAY_WORKER_SUBMODULE_HOSTS="
                + host);
  }
}

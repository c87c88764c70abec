package dev.slipway.service.host;

import dev.slipway.service.web.InvalidInputException;
import java.util.stream.Collectors;

/** Reads the field that names a host. */
final class LinkableHosts {

  private LinkableHosts() {}

  /**
   * The host of an id.
   *
   * @throws InvalidInputException naming the ids there are
   */
  static GitHost required(GitHosts hosts, HostProviders providers, String id) {
    return hosts
        .find(id)
        .filter(host -> providers.supports(host.provider()))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "host",
                    hosts.all().stream()
                        .map(GitHost::id)
                        .collect(
                            Collectors.joining(
                                ", ", "there is no such Git host; there are: ", ""))));
  }
}

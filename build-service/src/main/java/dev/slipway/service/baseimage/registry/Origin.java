package dev.slipway.service.baseimage.registry;

import dev.slipway.service.outbound.OutboundHttp.Trust;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Scheme, host and port: what credentials are bound to.
 *
 * @param scheme http or https
 * @param host host with an optional port
 * @param trust what the operator vouches for about the host
 */
record Origin(String scheme, String host, Trust trust) {

  boolean isPlain() {
    return scheme.equals("http");
  }

  /** The URL of a path, which starts with a slash. */
  URI resolve(String path) {
    return URI.create(scheme + "://" + host + path);
  }

  /** Where a header of an answer of this origin leads to; empty when it isn't http or https. */
  static Optional<URI> target(URI from, String header) {
    try {
      URI to = from.resolve(new URI(header));
      String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      return web && to.getHost() != null && to.getUserInfo() == null
          ? Optional.of(to)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether a URL has this very scheme, host and port. */
  boolean covers(URI url) {
    URI own = resolve("/");
    return own.getScheme().equalsIgnoreCase(url.getScheme())
        && own.getHost() != null
        && own.getHost().equalsIgnoreCase(url.getHost())
        && port(own) == port(url);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
  }
}

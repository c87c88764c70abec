package dev.slipway.service.account.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that changes something comes from our own pages, told by what browsers can't be
 * made to lie about: {@code Sec-Fetch-Site} (W3C Fetch Metadata), or else {@code Origin} against
 * {@code Host}. A client that sends neither is no browser, and has no cookies to abuse.
 */
final class SameOrigin {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private SameOrigin() {}

  /** Whether a request with these headers may go on. */
  static boolean permits(
      String method, @Nullable String fetchSite, @Nullable String origin, @Nullable String host) {
    if (SAFE_METHODS.contains(method)) {
      return true;
    }
    if (fetchSite != null) {
      return OWN_SITES.contains(fetchSite);
    }
    return origin == null || (host != null && host.equalsIgnoreCase(authority(origin)));
  }

  private static @Nullable String authority(String origin) {
    try {
      return new URI(origin).getRawAuthority();
    } catch (URISyntaxException e) {
      return null;
    }
  }
}

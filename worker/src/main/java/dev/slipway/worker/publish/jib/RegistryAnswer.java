package dev.slipway.worker.publish.jib;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A registry's answer, read to its end.
 *
 * @param status of HTTP
 * @param uri what was asked, after redirects
 * @param headers by lower-case name
 * @param body at most {@link RegistryHttp#LARGEST_BODY} bytes
 */
record RegistryAnswer(int status, URI uri, Map<String, List<String>> headers, byte[] body) {

  private static final int OK = 200;
  private static final int REDIRECT = 300;

  boolean isSuccess() {
    return status >= OK && status < REDIRECT;
  }

  Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /**
   * Where an upload goes on.
   *
   * @throws IOException when the registry doesn't say it
   */
  URI location() throws IOException {
    try {
      return uri.resolve(
          header("Location")
              .orElseThrow(
                  () ->
                      new IOException(
                          "registry "
                              + uri.getAuthority()
                              + " opened an upload without saying"
                              + " where (no Location header)")));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "registry " + uri.getAuthority() + " sent a Location that is no URL", e);
    }
  }

  /** The same answer, unless it is a refusal. */
  RegistryAnswer requireSuccess() throws RegistryRefusal {
    if (!isSuccess()) {
      throw RegistryRefusal.of(this);
    }
    return this;
  }
}

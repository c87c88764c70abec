package dev.slipway.worker.publish.jib;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request to a registry, which may be sent any number of times.
 *
 * @param method of HTTP
 * @param uri absolute
 * @param headers without {@code Authorization}, which is added where it belongs
 * @param body repeatable, null for none
 */
record RegistryRequest(
    String method, URI uri, Map<String, String> headers, @Nullable HttpEntity body) {

  RegistryRequest {
    headers = Map.copyOf(headers);
  }

  static RegistryRequest of(String method, URI uri) {
    return new RegistryRequest(method, uri, Map.of(), null);
  }

  RegistryRequest header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new RegistryRequest(method, uri, more, body);
  }

  RegistryRequest body(HttpEntity content) {
    return new RegistryRequest(method, uri, headers, content);
  }

  RegistryRequest at(URI elsewhere) {
    return new RegistryRequest(method, elsewhere, headers, body);
  }
}

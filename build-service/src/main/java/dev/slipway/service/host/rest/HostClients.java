package dev.slipway.service.host.rest;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * REST clients of one kind, one for each base address: as many as the operator configured hosts. A
 * client knows no credential; each call brings its own. Redirects are answers like any other, so no
 * credential follows one.
 *
 * @param <C> the client's interface
 */
public final class HostClients<C> {

  private record Place(URI base, Duration timeout) {}

  private final Class<C> type;
  private final ConcurrentMap<Place, C> clients = new ConcurrentHashMap<>();

  public HostClients(Class<C> type) {
    this.type = type;
  }

  /**
   * The client of a base address.
   *
   * @param timeout how long a call may take
   */
  public C at(URI base, Duration timeout) {
    return clients.computeIfAbsent(new Place(base, timeout), this::build);
  }

  private C build(Place place) {
    return QuarkusRestClientBuilder.newBuilder()
        .baseUri(place.base())
        .connectTimeout(place.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(place.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .followRedirects(false)
        .disableDefaultMapper(true)
        .userAgent("Slipway")
        .build(type);
  }
}

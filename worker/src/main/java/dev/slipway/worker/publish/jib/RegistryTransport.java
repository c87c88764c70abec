package dev.slipway.worker.publish.jib;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.net.AddressPolicy;
import java.lang.reflect.Constructor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes Jib's HTTP client with connections of our own, for two reasons. Every connection is checked
 * against the {@link AddressPolicy} at the moment it is made, with the address it is made to:
 * redirects and token servers that a registry names included. And a connection that fails is not
 * tried again ten times for a minute inside; {@link Retries} decides that.
 *
 * <p>Jib has a constructor for this but doesn't publish it, so it is called by reflection; {@code
 * RegistryTransportTest} tells when a new version has changed it.
 *
 * <p>Where the JVM is set to use an HTTP proxy, the proxy's address is checked and not the one that
 * the proxy connects to.
 */
final class RegistryTransport {

  private static final Constructor<FailoverHttpClient> CONSTRUCTOR = constructor();

  private final String allowedHosts;
  private final PlainHttpProbe probe = new PlainHttpProbe();

  /**
   * @param allowedHosts hosts at non-public addresses that may be connected to, as {@link
   *     AddressPolicy#parse} reads them
   */
  RegistryTransport(String allowedHosts) {
    this.allowedHosts = allowedHosts;
  }

  /** A client for one endpoint, to be shut down after use. */
  FailoverHttpClient open(RegistryEndpoint endpoint) {
    AddressPolicy policy =
        AddressPolicy.parse(
            endpoint.trusted() ? allowedHosts + "," + endpoint.host() : allowedHosts);
    boolean insecure = endpoint.insecure();
    boolean plain = insecure && probe.speaksPlainHttp(endpoint.host(), policy);
    ConnectionSocketFactory plainSockets = new CheckedPlainSockets(policy);
    Consumer<LogEvent> log = event -> {};
    Supplier<HttpTransport> verifying =
        () -> {
          ConnectionSocketFactory tls = CheckedTlsSockets.verifying(policy);
          return transport(
              plain ? new EndpointSockets(endpoint.host(), plainSockets, tls) : tls,
              insecure ? plainSockets : null);
        };
    Supplier<HttpTransport> trusting =
        () -> transport(CheckedTlsSockets.trusting(policy), insecure ? plainSockets : null);
    try {
      return CONSTRUCTOR.newInstance(insecure, insecure, log, verifying, trusting, false);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Jib's HTTP client can't be made", e);
    }
  }

  /** Without plain sockets where they are not wanted, so that no redirect leads to one either. */
  private static HttpTransport transport(
      ConnectionSocketFactory tls, @Nullable ConnectionSocketFactory plain) {
    var sockets = RegistryBuilder.<ConnectionSocketFactory>create().register("https", tls);
    if (plain != null) {
      sockets.register("http", plain);
    }
    return new ApacheHttpTransport(
        ApacheHttpTransport.newDefaultHttpClientBuilder()
            .setConnectionManager(new PoolingHttpClientConnectionManager(sockets.build()))
            .build());
  }

  private static Constructor<FailoverHttpClient> constructor() {
    try {
      Constructor<FailoverHttpClient> constructor =
          FailoverHttpClient.class.getDeclaredConstructor(
              boolean.class,
              boolean.class,
              Consumer.class,
              Supplier.class,
              Supplier.class,
              boolean.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("this version of Jib has another HTTP client", e);
    }
  }
}

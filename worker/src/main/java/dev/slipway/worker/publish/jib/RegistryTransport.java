package dev.slipway.worker.publish.jib;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.cloud.tools.jib.api.LogEvent;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.core.net.AddressPolicy;
import java.lang.reflect.Constructor;
import java.net.ProxySelector;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.impl.conn.SystemDefaultRoutePlanner;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP clients for registries, Jib's for pulls and a plain one for pushes, with connections
 * of our own, for two reasons. Every connection is checked against the {@link AddressPolicy} at the
 * moment it is made, with the address it is made to: redirects and token servers that a registry
 * names included. And a connection that fails is not tried again ten times for a minute inside;
 * {@link Retries} decides that.
 *
 * <p>Jib has a constructor for this but doesn't publish it, so it is called by reflection; {@code
 * RegistryTransportTest} tells when a new version has changed it.
 *
 * <p>Where the JVM is set to use an HTTP proxy, the proxy's address is checked and not the one that
 * the proxy connects to.
 */
final class RegistryTransport {

  private static final int CONNECT_TIMEOUT_MILLIS = 20_000;

  /** Registries may take their time over the last step of a large upload. */
  private static final int ANSWER_TIMEOUT_MILLIS = 120_000;

  private static final int MOST_CONNECTIONS = 8;

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

  /** A client of our own for one endpoint, for pushes. */
  RegistryHttp connect(RegistryEndpoint endpoint, SignIn signIn) {
    AddressPolicy policy = policy(endpoint);
    boolean insecure = endpoint.insecure();
    boolean plain = insecure && probe.speaksPlainHttp(endpoint.host(), policy);
    ConnectionSocketFactory tls =
        insecure ? CheckedTlsSockets.trusting(policy) : CheckedTlsSockets.verifying(policy);
    var sockets = RegistryBuilder.<ConnectionSocketFactory>create().register("https", tls);
    if (insecure) {
      sockets.register("http", new CheckedPlainSockets(policy));
    }
    URI base = URI.create((plain ? "http://" : "https://") + endpoint.host() + "/");
    return new RegistryHttp(client(sockets.build()), base, signIn);
  }

  private static CloseableHttpClient client(Registry<ConnectionSocketFactory> sockets) {
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(sockets);
    connections.setDefaultMaxPerRoute(MOST_CONNECTIONS);
    connections.setMaxTotal(2 * MOST_CONNECTIONS);
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setSocketTimeout(ANSWER_TIMEOUT_MILLIS)
                .setAuthenticationEnabled(false)
                .build())
        .setUserAgent("slipway")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  private AddressPolicy policy(RegistryEndpoint endpoint) {
    return AddressPolicy.parse(
        endpoint.trusted() ? allowedHosts + "," + endpoint.host() : allowedHosts);
  }

  /** Jib's client for one endpoint, for pulls, to be shut down after use. */
  FailoverHttpClient open(RegistryEndpoint endpoint) {
    AddressPolicy policy = policy(endpoint);
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

package dev.slipway.git;

import dev.slipway.core.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/**
 * HTTP clients for one host each, which connect to the very addresses that a policy has resolved
 * and checked. They follow no redirect, keep no cookie and use no proxy: behind one the address
 * could not be checked.
 */
public final class CheckedHttpClients {

  private CheckedHttpClients() {}

  /**
   * A client for one host and port; it must be asked for no other.
   *
   * @throws IOException when the host is unknown, or an address of it refused
   */
  public static CloseableHttpClient open(String host, int port, AddressPolicy policy)
      throws IOException {
    List<InetAddress> addresses = policy.resolve(host, port);
    var sockets =
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register("http", PlainConnectionSocketFactory.getSocketFactory())
            .register("https", SSLConnectionSocketFactory.getSocketFactory())
            .build();
    var connections =
        new PoolingHttpClientConnectionManager(
            sockets, name -> addresses.toArray(new InetAddress[0]));
    // JGit leaves refused answers unread; such connections stay leased until the fetch is over.
    connections.setDefaultMaxPerRoute(16);
    return HttpClients.custom()
        .setConnectionManager(connections)
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableAutomaticRetries()
        .build();
  }
}

package dev.slipway.worker.publish.jib;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Plain connections to one registry that is known to speak plain HTTP, though Jib calls it by an
 * https URL as it does with all; TLS to everywhere else it may redirect to.
 *
 * @param registry host and port
 */
record EndpointSockets(String registry, ConnectionSocketFactory plain, ConnectionSocketFactory tls)
    implements ConnectionSocketFactory {

  @Override
  public Socket createSocket(HttpContext context) throws IOException {
    return plain.createSocket(context);
  }

  @Override
  public Socket connectSocket(
      int timeoutMillis,
      @Nullable Socket socket,
      HttpHost host,
      InetSocketAddress remote,
      @Nullable InetSocketAddress local,
      HttpContext context)
      throws IOException {
    ConnectionSocketFactory chosen = host.toHostString().equals(registry) ? plain : tls;
    return chosen.connectSocket(timeoutMillis, socket, host, remote, local, context);
  }
}

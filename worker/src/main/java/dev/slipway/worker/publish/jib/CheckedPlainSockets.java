package dev.slipway.worker.publish.jib;

import dev.slipway.core.net.AddressPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Plain connections, to addresses that the policy allows. */
final class CheckedPlainSockets extends PlainConnectionSocketFactory {

  private final AddressPolicy policy;

  CheckedPlainSockets(AddressPolicy policy) {
    this.policy = policy;
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
    policy.check(host.getHostName(), remote.getPort(), remote.getAddress());
    return super.connectSocket(timeoutMillis, socket, host, remote, local, context);
  }
}

package dev.slipway.worker.publish.jib;

import com.google.api.client.util.SslUtils;
import dev.slipway.core.net.AddressPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** TLS connections, to addresses that the policy allows. */
final class CheckedTlsSockets extends SSLConnectionSocketFactory {

  private final AddressPolicy policy;

  private CheckedTlsSockets(SSLContext context, HostnameVerifier verifier, AddressPolicy policy) {
    super(context, verifier);
    this.policy = policy;
  }

  /** With the JVM's trusted authorities and client certificates. */
  static CheckedTlsSockets verifying(AddressPolicy policy) {
    try {
      return new CheckedTlsSockets(
          SSLContext.getDefault(), SSLConnectionSocketFactory.getDefaultHostnameVerifier(), policy);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /** Without any verification: only for registries that the operator or owner calls insecure. */
  static CheckedTlsSockets trusting(AddressPolicy policy) {
    try {
      return new CheckedTlsSockets(
          SslUtils.trustAllSSLContext(), NoopHostnameVerifier.INSTANCE, policy);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
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

package dev.slipway.worker.publish.jib;

import dev.slipway.core.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Finds out whether a registry that may speak plain HTTP does. TLS could be tried first, to go on
 * when no TLS comes back; but a plain server may take the start of TLS for a long request line and
 * wait for its end. A TLS server, on the other hand, answers plain HTTP with 400 or an alert, or
 * hangs up. What speaks plain HTTP is remembered until the end of this process.
 */
final class PlainHttpProbe {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int STATUS_LINE_START = 12;
  private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] (?!400)[0-9]{3}");

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * Asks for {@code /v2/} without credentials.
   *
   * @param host host with an optional port; without one, what speaks TLS on its usual port does not
   */
  boolean speaksPlainHttp(String host, AddressPolicy policy) {
    if (known.contains(host)) {
      return true;
    }
    URI uri = URI.create("http://" + host + "/v2/");
    if (uri.getHost() == null) {
      return false;
    }
    int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
    try {
      InetAddress address = policy.resolve(uri.getHost(), port).get(0);
      boolean plain =
          (uri.getPort() >= 0 || !listens(new InetSocketAddress(address, HTTPS_PORT)))
              && ask(new InetSocketAddress(address, port), host);
      if (plain) {
        known.add(host);
      }
      return plain;
    } catch (IOException e) {
      // The request that follows meets the same problem, and explains it.
      return false;
    }
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean ask(InetSocketAddress address, String host) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, TIMEOUT_MILLIS);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String request = "GET /v2/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(STATUS_LINE_START);
      return ANSWER.matcher(new String(start, StandardCharsets.US_ASCII)).matches();
    }
  }
}

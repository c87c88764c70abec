package dev.slipway.worker.engine.buildkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Stands before an HTTP server and turns TLS away at once. Docker asks every registry by TLS first;
 * the JDK's HTTP server takes that for a request that is not complete yet, and lets it wait until
 * Docker gives up, which takes ten seconds each time.
 */
final class PlainHttpFront implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(PlainHttpFront.class);

  /** The first byte of every TLS connection (RFC 8446, section 5.1: a handshake record). */
  private static final int TLS_HANDSHAKE = 0x16;

  private static final int BACKLOG = 50;
  private static final int FIRST_BYTE_TIMEOUT_MILLIS = 10_000;

  private final ServerSocket front;
  private final InetSocketAddress server;
  private final ExecutorService threads;

  private PlainHttpFront(ServerSocket front, InetSocketAddress server, ExecutorService threads) {
    this.front = front;
    this.server = server;
    this.threads = threads;
  }

  /** Opens one on a free port of the server's interface. */
  static PlainHttpFront open(InetSocketAddress server, ExecutorService threads) throws IOException {
    ServerSocket socket = new ServerSocket(0, BACKLOG, server.getAddress());
    PlainHttpFront front = new PlainHttpFront(socket, server, threads);
    threads.execute(front::accept);
    return front;
  }

  int port() {
    return front.getLocalPort();
  }

  private void accept() {
    while (!front.isClosed()) {
      try {
        Socket client = front.accept();
        threads.execute(() -> serve(client));
      } catch (SocketException e) {
        LOG.debugf("The front was closed: %s", e.getMessage());
      } catch (IOException e) {
        LOG.warnf("A connection for an image export can't be taken: %s", e.getMessage());
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.setSoTimeout(FIRST_BYTE_TIMEOUT_MILLIS);
      int first = client.getInputStream().read();
      if (first >= 0 && first != TLS_HANDSHAKE) {
        client.setSoTimeout(0);
        relay(client, first);
      }
    } catch (IOException e) {
      LOG.debugf("A connection for an image export ended: %s", e.getMessage());
    }
  }

  private void relay(Socket client, int first) throws IOException {
    try (Socket inner = new Socket(server.getAddress(), server.getPort())) {
      inner.setTcpNoDelay(true);
      inner.getOutputStream().write(first);
      threads.execute(() -> copy(client, inner));
      inner.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private static void copy(Socket client, Socket inner) {
    try {
      InputStream in = client.getInputStream();
      OutputStream out = inner.getOutputStream();
      in.transferTo(out);
      inner.shutdownOutput();
    } catch (IOException e) {
      LOG.debugf("A request of an image export ended: %s", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    front.close();
  }
}

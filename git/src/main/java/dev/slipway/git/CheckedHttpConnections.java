package dev.slipway.git;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.net.AddressPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.URL;
import java.util.Locale;
import java.util.Optional;
import org.apache.http.impl.client.CloseableHttpClient;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/**
 * HTTP for one fetch from one origin. JGit's own connections resolve names themselves, so an
 * address checked before could differ from the one connected to; here the addresses that the policy
 * has resolved and checked are the very ones the socket connects to. Any other origin is refused,
 * which covers redirects, and the credentials go nowhere else. Proxies are not used: behind one the
 * address could not be checked.
 */
final class CheckedHttpConnections implements HttpConnectionFactory, AutoCloseable {

  private final GitUrl origin;
  private final Optional<String> authorization;
  private final CloseableHttpClient client;

  CheckedHttpConnections(GitUrl origin, Optional<String> authorization, AddressPolicy policy)
      throws IOException {
    this.origin = origin;
    this.authorization = authorization;
    this.client = CheckedHttpClients.open(origin.host(), origin.port(), policy);
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    requireOrigin(url);
    return new CheckedHttpConnection(client, url, origin, authorization);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return create(url);
  }

  private void requireOrigin(URL url) throws SourceException {
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    String asked =
        (url.getProtocol() + "://" + url.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    if (!asked.equals(origin.origin())) {
      throw SourceException.lasting(
          "The Git host "
              + origin.origin()
              + " redirects to another origin, "
              + asked
              + ", which is refused so that credentials don't travel; perhaps you should change"
              + " the repository's clone URL to where it redirects.",
          null);
    }
  }

  /** Ends all connections, also those another thread is waiting on. */
  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

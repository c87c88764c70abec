package dev.slipway.worker.source.lfs;

import dev.slipway.core.git.GitUrl;
import dev.slipway.core.git.RefName;
import dev.slipway.core.net.AddressPolicy;
import dev.slipway.git.CheckedHttpClients;
import dev.slipway.git.FetchFailures;
import dev.slipway.git.SourceException;
import dev.slipway.worker.source.lfs.LfsBatch.Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.http.HttpHeaders;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The LFS server beside a source over HTTP (git-lfs, docs/api/server-discovery.md), by the batch
 * API and the basic transfer. The source's credentials go to its own origin only; where the server
 * names another one to download from, that gets what the server's answer says and no more. A {@code
 * .lfsconfig} is not read: it could name any server.
 */
final class LfsHttpRemote implements LfsRemote {

  private static final String MEDIA_TYPE = "application/vnd.git-lfs+json";
  private static final int LARGEST_ANSWER = 1024 * 1024;
  private static final int SILENCE_MILLIS = 30_000;
  private static final int MOST_REDIRECTS = 3;

  /** Those of a connection, which are not for a server's answer to set. */
  private static final Set<String> OWN_HEADERS =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "te");

  private final GitUrl source;
  private final @Nullable RefName ref;
  private final Optional<String> authorization;
  private final AddressPolicy policy;
  private final Map<String, CloseableHttpClient> clients = new HashMap<>();
  private boolean closed;

  /**
   * @param ref what the server may grant access by; null where nobody knows
   * @param authorization header for the source's own origin
   */
  LfsHttpRemote(
      GitUrl source, @Nullable RefName ref, Optional<String> authorization, AddressPolicy policy) {
    this.source = source;
    this.ref = ref;
    this.authorization = authorization;
    this.policy = policy;
  }

  @Override
  public void download(String path, LfsPointer pointer, OutputStream out) throws IOException {
    try {
      Action action = LfsBatch.action(batch(path, pointer), path, pointer);
      fetch(path, action, out);
    } catch (IOException e) {
      throw FetchFailures.explain(source, e);
    }
  }

  private byte[] batch(String path, LfsPointer pointer) throws IOException {
    String base = source.toString().replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    URI endpoint = URI.create(base + ".git/info/lfs/objects/batch");
    RequestBuilder request =
        RequestBuilder.post(endpoint)
            .setHeader(HttpHeaders.ACCEPT, MEDIA_TYPE)
            .setHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
            .setEntity(new ByteArrayEntity(LfsBatch.request(pointer, ref)));
    authorization.ifPresent(value -> request.setHeader(HttpHeaders.AUTHORIZATION, value));
    try (CloseableHttpResponse answer = execute(endpoint, request)) {
      int status = answer.getStatusLine().getStatusCode();
      if (status != 200) {
        throw LfsRefusals.ofServer(source, path, status, authorization.isPresent());
      }
      try (InputStream body = answer.getEntity().getContent()) {
        return body.readNBytes(LARGEST_ANSWER);
      }
    }
  }

  private void fetch(String path, Action action, OutputStream out) throws IOException {
    URI at = place(path, action.href());
    boolean withHeaders = true;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      RequestBuilder request = RequestBuilder.get(at);
      if (withHeaders) {
        addHeaders(request, action, at);
      }
      try (CloseableHttpResponse answer = execute(at, request)) {
        int status = answer.getStatusLine().getStatusCode();
        if (status == 200) {
          answer.getEntity().writeTo(out);
          return;
        }
        if (status < 301 || status > 308 || answer.getFirstHeader(HttpHeaders.LOCATION) == null) {
          throw LfsRefusals.ofStore(at, path, status);
        }
        String location = answer.getFirstHeader(HttpHeaders.LOCATION).getValue();
        URI next = place(path, at.resolve(location).toString());
        withHeaders = withHeaders && origin(next).equals(origin(at));
        at = next;
      } catch (IllegalArgumentException e) {
        throw SourceException.lasting("The LFS file " + path + " is redirected to no URL.", e);
      }
    }
    throw SourceException.lasting("The LFS file " + path + " is redirected too often.", null);
  }

  private void addHeaders(RequestBuilder request, Action action, URI at) {
    if (origin(at).equals(source.origin())) {
      authorization.ifPresent(value -> request.setHeader(HttpHeaders.AUTHORIZATION, value));
    }
    action
        .headers()
        .forEach(
            (name, value) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                request.setHeader(name, value);
              }
            });
  }

  /** A URL to download from: https, or http where the source itself is. */
  private URI place(String path, String href) throws SourceException {
    try {
      URI uri = new URI(href);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean allowed =
          scheme.equals("https") || (scheme.equals("http") && source.scheme().equals("http"));
      if (allowed && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw SourceException.lasting(
          "The LFS server names a malformed URL to download " + path + " from.", e);
    }
    throw SourceException.lasting(
        "The LFS server names a URL to download " + path + " from that is not https.", null);
  }

  private static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port(uri);
  }

  private static int port(URI uri) {
    int usual = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  private CloseableHttpResponse execute(URI at, RequestBuilder builder) throws IOException {
    RequestConfig timeouts =
        RequestConfig.custom()
            .setConnectTimeout(SILENCE_MILLIS)
            .setConnectionRequestTimeout(SILENCE_MILLIS)
            .setSocketTimeout(SILENCE_MILLIS)
            .build();
    HttpUriRequest request = builder.setConfig(timeouts).build();
    return client(at).execute(request);
  }

  private synchronized CloseableHttpClient client(URI at) throws IOException {
    if (closed) {
      throw new IOException("the build was stopped");
    }
    CloseableHttpClient client = clients.get(origin(at));
    if (client == null) {
      client = CheckedHttpClients.open(at.getHost(), port(at), policy);
      clients.put(origin(at), client);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (CloseableHttpClient client : clients.values()) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    clients.clear();
  }
}

package dev.slipway.worker.publish.jib;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;

/**
 * Sends requests to one registry: signed in where it asks for that, and signed in again when a
 * token has expired. The sign-in goes to the registry's own origin only; redirects of reads are
 * followed without it. Usable by several threads at once.
 */
final class RegistryHttp implements AutoCloseable {

  /** More than any manifest or configuration may have. */
  static final int LARGEST_BODY = 8 * 1024 * 1024;

  private static final int UNAUTHORIZED = 401;
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** Some servers want to be told that a body is empty. */
  private static final HttpEntity NOTHING = new ByteArrayEntity(new byte[0]);

  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final CloseableHttpClient client;
  private final URI base;
  private final SignIn signIn;

  /**
   * @param client makes checked connections, follows no redirect and knows no credentials
   * @param base scheme and authority of the registry
   */
  RegistryHttp(CloseableHttpClient client, URI base, SignIn signIn) {
    this.client = client;
    this.base = base;
    this.signIn = signIn;
  }

  /**
   * An address below the registry.
   *
   * @param path as it stands in a URL, from {@code /v2/} on
   */
  URI uri(String path) {
    return base.resolve(path);
  }

  /**
   * Sends a request and reads the answer, whatever its status is.
   *
   * @throws RegistryRefusal when it wants a sign-in that there is not
   */
  RegistryAnswer send(RegistryRequest request) throws IOException {
    try (CloseableHttpResponse response = signedIn(request)) {
      return read(response, request.uri());
    }
  }

  /**
   * Starts reading what may be large.
   *
   * @return to be closed; that ends the connection when not all was read
   * @throws RegistryRefusal when the answer is not success
   */
  InputStream open(RegistryRequest request) throws IOException {
    CloseableHttpResponse response = signedIn(request);
    HttpEntity entity = response.getEntity();
    if (response.getStatusLine().getStatusCode() != 200 || entity == null) {
      try (response) {
        throw RegistryRefusal.of(read(response, request.uri()));
      }
    }
    return new FilterInputStream(entity.getContent()) {
      @Override
      public void close() throws IOException {
        response.close();
      }
    };
  }

  private CloseableHttpResponse signedIn(RegistryRequest request) throws IOException {
    Optional<String> used = signIn.authorization();
    CloseableHttpResponse response = followed(request, used);
    if (response.getStatusLine().getStatusCode() != UNAUTHORIZED) {
      return response;
    }
    try (response) {
      RegistryAnswer refusal = read(response, request.uri());
      List<Challenge> challenges = Challenge.parse(refusal.headers("WWW-Authenticate"));
      if (!signIn.answer(challenges, used, this::exchange)) {
        throw RegistryRefusal.of(refusal);
      }
    }
    return followed(request, signIn.authorization());
  }

  private CloseableHttpResponse followed(RegistryRequest request, Optional<String> authorization)
      throws IOException {
    RegistryRequest at = request;
    for (int redirects = 0; ; redirects++) {
      CloseableHttpResponse response = execute(at, authorization);
      if (!READS.contains(at.method())
          || !REDIRECTS.contains(response.getStatusLine().getStatusCode())
          || redirects == MOST_REDIRECTS) {
        return response;
      }
      try (response) {
        at = at.at(read(response, at.uri()).location());
      }
    }
  }

  private RegistryAnswer exchange(RegistryRequest request) throws IOException {
    try (CloseableHttpResponse response = execute(request, Optional.empty())) {
      return read(response, request.uri());
    }
  }

  private CloseableHttpResponse execute(RegistryRequest request, Optional<String> authorization)
      throws IOException {
    URI uri = secured(request.uri());
    RequestBuilder builder = RequestBuilder.create(request.method()).setUri(uri);
    request.headers().forEach(builder::setHeader);
    if (authorization.isPresent() && isOwn(uri)) {
      builder.setHeader("Authorization", authorization.get());
    }
    HttpEntity body = request.body();
    builder.setEntity(body == null && !READS.contains(request.method()) ? NOTHING : body);
    HttpUriRequest built = builder.build();
    return client.execute(built);
  }

  /** Registries behind a proxy often believe that they are spoken to in plain. */
  private URI secured(URI uri) {
    boolean downgraded =
        "https".equals(base.getScheme())
            && "http".equals(uri.getScheme())
            && base.getRawAuthority().equals(uri.getRawAuthority());
    return downgraded ? URI.create("https" + uri.toString().substring("http".length())) : uri;
  }

  private boolean isOwn(URI uri) {
    return base.getScheme().equals(uri.getScheme())
        && base.getRawAuthority().equals(uri.getRawAuthority());
  }

  private static RegistryAnswer read(CloseableHttpResponse response, URI uri) throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (Header header : response.getAllHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(LARGEST_BODY);
    return new RegistryAnswer(response.getStatusLine().getStatusCode(), uri, headers, body);
  }

  /** Ends all connections, those in use too. */
  @Override
  public void close() throws IOException {
    client.close();
  }
}

package dev.slipway.git;

import dev.slipway.core.git.GitUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** One request of {@link CheckedHttpConnections} and its answer. */
final class CheckedHttpConnection implements HttpConnection {

  /** What Git's protocol needs; anything else would come from the operator's own git settings. */
  private static final Set<String> GIT_HEADERS =
      Set.of(
          "accept",
          "accept-encoding",
          "content-encoding",
          "content-type",
          "git-protocol",
          "pragma",
          "user-agent");

  private final CloseableHttpClient client;
  private final URL url;
  private final GitUrl source;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final RequestConfig.Builder timeouts = RequestConfig.custom();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private String method = "GET";
  private @Nullable CloseableHttpResponse answer;

  CheckedHttpConnection(
      CloseableHttpClient client, URL url, GitUrl source, Optional<String> authorization) {
    this.client = client;
    this.url = url;
    this.source = source;
    authorization.ifPresent(value -> headers.put(HttpHeaders.AUTHORIZATION, value));
  }

  private CloseableHttpResponse answer() throws IOException {
    if (answer == null) {
      RequestBuilder request = RequestBuilder.create(method).setUri(url.toString());
      headers.forEach(request::setHeader);
      if (body.size() > 0) {
        request.setEntity(new ByteArrayEntity(body.toByteArray()));
      }
      answer = client.execute(request.setConfig(timeouts.build()).build());
    }
    return answer;
  }

  @Override
  public int getResponseCode() throws IOException {
    int status = answer().getStatusLine().getStatusCode();
    HttpRefusals.check(status, source, headers.containsKey(HttpHeaders.AUTHORIZATION));
    return status;
  }

  @Override
  public String getResponseMessage() throws IOException {
    String phrase = answer().getStatusLine().getReasonPhrase();
    return phrase == null ? "" : phrase;
  }

  @Override
  public void connect() throws IOException {
    answer();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    HttpEntity entity = answer().getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  @Override
  public OutputStream getOutputStream() {
    return body;
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (answer != null) {
      for (Header header : answer.getAllHeaders()) {
        fields.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
      }
    }
    return fields;
  }

  @Override
  public List<String> getHeaderFields(String name) {
    return getHeaderFields().getOrDefault(name, List.of());
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    return getHeaderFields(name).stream().findFirst().orElse(null);
  }

  @Override
  public @Nullable String getContentType() {
    return getHeaderField(HttpHeaders.CONTENT_TYPE);
  }

  @Override
  public int getContentLength() {
    HttpEntity entity = answer == null ? null : answer.getEntity();
    return entity == null ? -1 : (int) Math.min(entity.getContentLength(), Integer.MAX_VALUE);
  }

  @Override
  public void setRequestProperty(String name, String value) {
    if (GIT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      headers.put(name, value);
    }
  }

  @Override
  public void setRequestMethod(String newMethod) {
    method = newMethod;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public void setConnectTimeout(int millis) {
    timeouts.setConnectTimeout(millis).setConnectionRequestTimeout(millis);
  }

  @Override
  public void setReadTimeout(int millis) {
    timeouts.setSocketTimeout(millis);
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void setUseCaches(boolean useCaches) {
    // There is no cache.
  }

  @Override
  public void setInstanceFollowRedirects(boolean follow) {
    // JGit follows redirects itself, through the factory that checks them.
  }

  @Override
  public void setDoOutput(boolean output) {
    // What was written to the body is sent.
  }

  @Override
  public void setFixedLengthStreamingMode(int length) {
    // Requests of a fetch are small: they are buffered and sent with their length.
  }

  @Override
  public void setChunkedStreamingMode(int chunkLength) {
    // As above.
  }

  /** Certificates are always verified, whatever the operator's git settings say. */
  @Override
  public void configure(
      KeyManager @Nullable [] keys,
      TrustManager @Nullable [] trust,
      @Nullable SecureRandom random) {
    throw new UnsupportedOperationException("TLS verification can't be changed");
  }

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    throw new UnsupportedOperationException("TLS verification can't be changed");
  }
}

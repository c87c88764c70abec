package dev.slipway.service.outbound;

import dev.slipway.core.net.AddressPolicy;
import dev.slipway.core.net.RefusedAddressException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls URLs that users gave. The name is resolved once, every address it has is checked, and the
 * connection goes to the very address that was checked, so no second look-up can lead elsewhere. A
 * redirect is an answer like any other and is never followed. Bodies are bounded.
 */
@ApplicationScoped
public class OutboundHttp {

  private static final int OK = 200;

  private final AddressPolicy policy;
  private final OutboundConfig config;
  private final HttpClient client;
  private final HttpClient uncertified;

  OutboundHttp(Vertx vertx, OutboundConfig config) {
    this.policy = AddressPolicy.parse(config.allowPrivateHosts().orElse(""));
    this.config = config;
    this.client = vertx.createHttpClient(options(config));
    this.uncertified =
        vertx.createHttpClient(options(config).setTrustAll(true).setVerifyHost(false));
  }

  private static HttpClientOptions options(OutboundConfig config) {
    return new HttpClientOptions()
        .setConnectTimeout((int) config.connectTimeout().toMillis())
        .setMaxPoolSize(20)
        .setKeepAliveTimeout(10)
        .setVerifyHost(true);
  }

  @PreDestroy
  void close() {
    Future<Void> unused = Future.join(client.close(), uncertified.close()).mapEmpty();
  }

  /**
   * What the operator vouches for about a host; nothing, when it was a user who named it.
   *
   * @param address whether it may be at any address
   * @param certificate whether it may show any certificate
   */
  public record Trust(boolean address, boolean certificate) {
    public static final Trust NONE = new Trust(false, false);
  }

  /**
   * A request.
   *
   * @param method such as {@code POST}
   * @param url http or https, without user information
   * @param headers sent as they are
   * @param body may be empty
   * @param longestAnswer bytes of the answer's body that are read; the rest is cut off
   */
  public record Request(
      String method, URI url, Map<String, String> headers, byte[] body, int longestAnswer) {

    @Override
    public String toString() {
      return "Request[" + method + " " + url.getHost() + "]";
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status, redirects included
   * @param headers names in lower case; of repeated ones the first
   * @param body cut off at the request's limit
   */
  public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  /**
   * Sends a request. Blocks, up to the configured time.
   *
   * @throws RefusedAddressException when the host leads to an address that is not allowed
   * @throws IOException when there is no whole answer in time; the message is fit for the URL's
   *     owner
   * @throws IllegalArgumentException when the URL is none of http or https, or holds credentials
   */
  public Answer send(Request request) throws IOException {
    return send(request, Trust.NONE);
  }

  /** As above, to a host that the operator has named. */
  public Answer send(Request request, Trust trust) throws IOException {
    RequestOptions options = options(request, trust);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Future<Void> unused =
        client(trust)
            .request(options)
            .onSuccess(sent -> exchange(sent, request, answer))
            .onFailure(answer::completeExceptionally)
            .mapEmpty();
    return await(answer, where(options));
  }

  /**
   * As above, but the body of a 200 is written to a stream, however long it is; the answer's own
   * body is empty then. The configured time is for the answer's head, and for each pause in the
   * body. Whatever else is answered has no body.
   *
   * @throws IOException also when the stream doesn't take it
   */
  public Answer download(Request request, Trust trust, OutputStream to) throws IOException {
    RequestOptions options = options(request, trust);
    CompletableFuture<Download> head = new CompletableFuture<>();
    Future<Void> unused =
        client(trust)
            .request(options)
            .onSuccess(sent -> startDownload(sent, request, head))
            .onFailure(head::completeExceptionally)
            .mapEmpty();
    Download download = await(head, where(options));
    if (download.response().statusCode() == OK) {
      download.writeTo(to, config.timeout());
    } else {
      download.skip(config.timeout());
    }
    return answer(download.response(), Buffer.buffer());
  }

  private static void startDownload(
      HttpClientRequest sent, Request request, CompletableFuture<Download> head) {
    var unusedWatch =
        head.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                sent.reset();
              }
            });
    Future<Void> unused =
        sent.send(Buffer.buffer(request.body()))
            .onSuccess(response -> head.complete(new Download(response)))
            .onFailure(head::completeExceptionally)
            .mapEmpty();
  }

  private HttpClient client(Trust trust) {
    return trust.certificate() ? uncertified : client;
  }

  private static String where(RequestOptions options) {
    return options.getHost() + ":" + options.getPort();
  }

  private RequestOptions options(Request request, Trust trust) throws IOException {
    URI url = checked(request.url());
    boolean tls = url.getScheme().equalsIgnoreCase("https");
    int port = url.getPort() < 0 ? (tls ? 443 : 80) : url.getPort();
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    InetAddress address = resolve(host, port, trust);
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(request.method()))
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(url.getHost())
            .setPort(port)
            .setSsl(tls)
            .setURI(target(url));
    request.headers().forEach(options::addHeader);
    return options;
  }

  private InetAddress resolve(String host, int port, Trust trust) throws IOException {
    try {
      return trust.address() ? InetAddress.getByName(host) : policy.resolve(host, port).get(0);
    } catch (UnknownHostException e) {
      throw new IOException("the host \"" + host + "\" is unknown", e);
    }
  }

  private static void exchange(
      HttpClientRequest sent, Request request, CompletableFuture<Answer> answer) {
    var unusedWatch =
        answer.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                sent.reset();
              }
            });
    Future<Void> unused =
        sent.send(Buffer.buffer(request.body()))
            .onSuccess(response -> read(sent, response, request.longestAnswer(), answer))
            .onFailure(answer::completeExceptionally)
            .mapEmpty();
  }

  private static void read(
      HttpClientRequest sent,
      HttpClientResponse response,
      int longest,
      CompletableFuture<Answer> answer) {
    Buffer body = Buffer.buffer();
    response.exceptionHandler(answer::completeExceptionally);
    response.handler(
        chunk -> {
          body.appendBuffer(chunk, 0, Math.min(chunk.length(), longest - body.length()));
          if (body.length() >= longest && answer.complete(answer(response, body))) {
            sent.reset();
          }
        });
    response.endHandler(end -> answer.complete(answer(response, body)));
  }

  private static Answer answer(HttpClientResponse response, Buffer body) {
    Map<String, String> headers = new LinkedHashMap<>();
    MultiMap given = response.headers();
    given.forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return new Answer(response.statusCode(), headers, body.getBytes());
  }

  private <T> T await(CompletableFuture<T> answer, String where) throws IOException {
    try {
      return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      IOException late =
          new IOException(
              where + " did not answer within " + config.timeout().toSeconds() + " seconds", e);
      answer.completeExceptionally(late);
      throw late;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(where + " can't be reached: " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      answer.completeExceptionally(e);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + where);
    }
  }

  private static URI checked(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https")) || url.getHost() == null) {
      throw new IllegalArgumentException("a URL starts with http:// or https:// and names a host");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException("the URL must not hold credentials");
    }
    return url;
  }

  private static String target(URI url) {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}

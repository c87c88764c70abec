package dev.slipway.e2e.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A reverse proxy on loopback that can hold a chosen request, before it reaches the server behind
 * or after the server has done it, so that a test can act at just that moment.
 */
public final class HoldingProxy implements AutoCloseable {

  /** Which request to hold. */
  @FunctionalInterface
  public interface Selection {
    boolean matches(String method, String path);
  }

  /** When to hold it. */
  public enum Moment {
    BEFORE,
    AFTER
  }

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "host",
          "content-length",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "expect",
          "date");

  private final HttpServer server;
  private final String target;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Hold hold = Hold.nothing();

  private record Hold(
      Selection selection, Moment moment, CountDownLatch reached, CountDownLatch released) {
    static Hold nothing() {
      return new Hold(
          (method, path) -> false, Moment.BEFORE, new CountDownLatch(1), new CountDownLatch(0));
    }
  }

  private HoldingProxy(HttpServer server, String target) {
    this.server = server;
    this.target = target;
  }

  /** Starts on a free port before {@code host:port}. */
  public static HoldingProxy before(String target) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    HoldingProxy proxy = new HoldingProxy(http, target);
    http.createContext("/", proxy::handle);
    http.setExecutor(proxy.threads);
    http.start();
    return proxy;
  }

  /** {@code 127.0.0.1:port}. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on holds the requests that are selected, until {@link #release}. */
  public void hold(Moment moment, Selection selection) {
    hold = new Hold(selection, moment, new CountDownLatch(1), new CountDownLatch(1));
  }

  /** Waits until a selected request is held. */
  public void awaitHeld() throws InterruptedException {
    if (!hold.reached.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("no request came that was to be held");
    }
  }

  /** Lets everything pass again. */
  public void release() {
    Hold released = hold;
    hold = Hold.nothing();
    released.released.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Hold current = hold;
      boolean selected =
          current.selection.matches(
              exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      if (selected && current.moment == Moment.BEFORE) {
        await(current);
      }
      HttpResponse<InputStream> response = forward(exchange);
      if (selected && current.moment == Moment.AFTER) {
        await(current);
      }
      answer(exchange, response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(Hold hold) throws InterruptedException, IOException {
    hold.reached.countDown();
    if (!hold.released.await(120, TimeUnit.SECONDS)) {
      throw new IOException("held for too long");
    }
  }

  private HttpResponse<InputStream> forward(HttpExchange exchange)
      throws IOException, InterruptedException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + target + exchange.getRequestURI()))
            .timeout(Duration.ofSeconds(30))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static void answer(HttpExchange exchange, HttpResponse<InputStream> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    byte[] body = response.body().readAllBytes();
    if (exchange.getRequestMethod().equals("HEAD")) {
      response
          .headers()
          .firstValue("content-length")
          .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
      exchange.sendResponseHeaders(response.statusCode(), -1);
    } else {
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}

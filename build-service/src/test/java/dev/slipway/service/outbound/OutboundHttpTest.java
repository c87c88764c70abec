package dev.slipway.service.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.net.RefusedAddressException;
import dev.slipway.service.outbound.OutboundHttp.Answer;
import dev.slipway.service.outbound.OutboundHttp.Request;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {

  private static final byte[] NOTHING = {};

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch late = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/echo", exchange -> answer(exchange, 201, exchange.getRequestBody().readAllBytes()));
    server.createContext(
        "/host",
        exchange ->
            answer(exchange, 200, exchange.getRequestHeaders().getFirst("Host").getBytes(UTF_8)));
    server.createContext("/large", exchange -> answer(exchange, 200, new byte[300_000]));
    server.createContext(
        "/redirect",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/echo");
          answer(exchange, 302, NOTHING);
        });
    server.createContext(
        "/late",
        exchange -> {
          try {
            late.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    late.countDown();
    server.stop(0);
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aBodyIsSentAndTheAnswerRead() throws IOException {
    Answer answer =
        http("*")
            .send(
                new Request(
                    "POST", url("/echo"), Map.of("X-A", "b"), "hello".getBytes(UTF_8), 100));

    assertEquals(201, answer.status());
    assertTrue(answer.isSuccess());
    assertEquals("hello", new String(answer.body(), UTF_8));
    assertEquals("5", answer.headers().get("content-length"));
  }

  @Test
  void theServerSeesTheNameThatWasAskedForAndNotTheAddress() throws IOException {
    URI byName = URI.create("http://localhost:" + server.getAddress().getPort() + "/host");

    Answer answer = http("localhost").send(get(byName));

    assertEquals(byName.getAuthority(), new String(answer.body(), UTF_8));
  }

  @Test
  void aLongAnswerIsCutOff() throws IOException {
    assertArrayEquals(new byte[100], http("*").send(get(url("/large"))).body());
  }

  @Test
  void aRedirectIsAnAnswerLikeAnyOther() throws IOException {
    Answer answer = http("*").send(get(url("/redirect")));

    assertEquals(302, answer.status());
    assertFalse(answer.isSuccess());
    assertEquals("/echo", answer.headers().get("location"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.1.2.3"})
  void anAddressThatIsNotPublicIsRefusedUnlessItIsAllowed(String host) {
    RefusedAddressException e =
        assertThrows(
            RefusedAddressException.class,
            () -> http("").send(get(URI.create("http://" + host + ":1/"))));

    assertTrue(e.getMessage().contains("SLIPWAY_ALLOW_PRIVATE_HOSTS"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://example.com/", "file:///etc/passwd", "http:/x", "http://u:p@example.com/"})
  void aUrlOfAnotherKindOrWithCredentialsIsRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> http("*").send(get(URI.create(url))));
  }

  @Test
  void whoDoesNotAnswerInTimeIsNamed() {
    IOException e = assertThrows(IOException.class, () -> http("*").send(get(url("/late"))));

    assertTrue(e.getMessage().contains("did not answer within"), e.getMessage());
    assertTrue(e.getMessage().contains("127.0.0.1:"), e.getMessage());
  }

  @Test
  void whoIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    IOException e =
        assertThrows(
            IOException.class,
            () -> http("*").send(get(URI.create("http://127.0.0.1:" + port + "/"))));

    assertTrue(e.getMessage().contains("127.0.0.1:" + port + " can't be reached"), e.getMessage());
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static Request get(URI url) {
    return new Request("GET", url, Map.of(), NOTHING, 100);
  }

  private OutboundHttp http(String allowed) {
    return new OutboundHttp(
        vertx,
        new OutboundConfig() {
          @Override
          public Optional<String> allowPrivateHosts() {
            return Optional.of(allowed);
          }

          @Override
          public Duration connectTimeout() {
            return Duration.ofSeconds(5);
          }

          @Override
          public Duration timeout() {
            return Duration.ofSeconds(2);
          }
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      // A client that has read enough goes away before the end.
      exchange.close();
    }
  }
}

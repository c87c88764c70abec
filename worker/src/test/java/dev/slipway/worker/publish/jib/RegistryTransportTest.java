package dev.slipway.worker.publish.jib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.image.RegistryEndpoint;
import dev.slipway.worker.publish.RegistryLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a registry that means no good, or is not well, can and can't do. */
class RegistryTransportTest {

  private static final String MANIFEST =
      "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":{},\"layers\":[]}"
          .formatted(TestingImage.OCI_MANIFEST);

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer server;

  /** Answers one request. */
  @FunctionalInterface
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/v2/")) {
            exchange.sendResponseHeaders(200, -1);
          } else {
            requests.add(exchange.getRequestURI().toString());
            answer.to(exchange);
          }
          exchange.close();
        });
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private RegistrySession session(String allowedHosts) {
    return new RegistrySession(
        new RegistryTransport(allowedHosts),
        new Retries(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), pauses::add),
        new RegistryEndpoint(host(), true, false),
        "a/b",
        new RegistryLogin("user", "secret"));
  }

  private String failure(String allowedHosts) throws IOException {
    try (RegistrySession session = session(allowedHosts)) {
      return String.valueOf(
          assertThrows(IOException.class, () -> session.manifest("latest")).getMessage());
    }
  }

  @Test
  void aRedirectIsCheckedLikeEveryConnection() throws Exception {
    answer(
        exchange -> {
          exchange
              .getResponseHeaders()
              .add("Location", "http://localhost:" + server.getAddress().getPort() + "/inner");
          exchange.sendResponseHeaders(307, -1);
        });

    String message = failure(host());

    assertTrue(message.contains("\"localhost\" leads to the non-public address"), message);
    assertTrue(requests.stream().noneMatch(request -> request.startsWith("/inner")));
  }

  @Test
  void aTokenServerIsCheckedToo() throws Exception {
    answer(
        exchange -> {
          exchange
              .getResponseHeaders()
              .add(
                  "WWW-Authenticate",
                  "Bearer realm=\"http://localhost:%d/token\",service=\"x\""
                      .formatted(server.getAddress().getPort()));
          exchange.sendResponseHeaders(401, -1);
        });

    assertTrue(failure(host()).contains("non-public address"));
    assertTrue(requests.stream().noneMatch(request -> request.startsWith("/token")));
  }

  @Test
  void anAnswerThatMayPassIsWaitedFor() throws Exception {
    answer(
        exchange -> {
          boolean well = requests.size() > 2;
          exchange.getResponseHeaders().add("Content-Type", TestingImage.OCI_MANIFEST);
          exchange.sendResponseHeaders(
              well ? 200 : requests.size() == 1 ? 503 : 429, well ? MANIFEST.length() : -1);
          if (well) {
            exchange.getResponseBody().write(MANIFEST.getBytes(StandardCharsets.UTF_8));
          }
        });

    try (RegistrySession session = session("*")) {
      assertEquals(2, session.manifest("latest").getManifest().getSchemaVersion());
    }
    assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), pauses);
  }

  @Test
  void whatStaysWrongIsSaidWithStatusAndRemedy() throws Exception {
    answer(exchange -> exchange.sendResponseHeaders(502, -1));

    assertEquals(
        "registry "
            + host()
            + " answered 502: could not pull manifest latest of "
            + host()
            + "/a/b; try again when it is well",
        failure("*"));
    assertEquals(3, requests.size());
  }

  @Test
  void aRefusalIsNotRepeatedAndShowsNoPassword() throws Exception {
    answer(exchange -> exchange.sendResponseHeaders(403, -1));

    String message = failure("*");

    assertTrue(message.contains("denied access (403)"), message);
    assertTrue(pauses.isEmpty());
    assertEquals(1, requests.size());
  }
}

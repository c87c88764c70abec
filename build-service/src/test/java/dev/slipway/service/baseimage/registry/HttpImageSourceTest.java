package dev.slipway.service.baseimage.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.service.TestStack;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import dev.slipway.service.image.tar.ImageSource;
import dev.slipway.service.image.tar.ImageSourceException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Registries that keep their blobs elsewhere, or don't behave. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class HttpImageSourceTest {

  private static final byte[] CONTENT = "a blob".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.of(CONTENT);
  private static final String BLOB = "/v2/acme/app/blobs/" + DIGEST;
  private static final Login LOGIN = new Login("reader", "secret");

  @Inject ImageSource source;

  private final List<String> shownToStorage = new CopyOnWriteArrayList<>();
  private HttpServer registry;
  private HttpServer storage;

  @BeforeEach
  void start() throws IOException {
    registry = server();
    storage = server();
    registry.createContext(
        "/v2/acme/app/manifests/tag", exchange -> answer(exchange, 404, new byte[0]));
    storage.createContext(
        "/",
        exchange -> {
          shownToStorage.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          answer(exchange, 200, CONTENT);
        });
  }

  @AfterEach
  void stop() {
    registry.stop(0);
    storage.stop(0);
  }

  @Test
  void aBlobElsewhereIsFetchedWithoutTheLogin() throws IOException {
    registry.createContext(BLOB, this::redirectThoseWhoAreSignedIn);

    assertArrayEquals(CONTENT, blob(CONTENT.length));

    assertEquals(List.of("null"), shownToStorage);
  }

  @Test
  void anAddressThatNobodyMayCallIsNotCalledForARegistryEither() {
    registry.createContext(BLOB, exchange -> redirect(exchange, "http://127.0.0.2:1/blob"));

    assertFailure(CONTENT.length, "127.0.0.2");
  }

  @Test
  void aRegistryThatRedirectsInACircleIsLeft() {
    registry.createContext(BLOB, exchange -> redirect(exchange, BLOB));

    assertFailure(CONTENT.length, "circle");
  }

  @Test
  void aBlobOfAnotherSizeOrContentIsRefused() {
    registry.createContext(BLOB, exchange -> answer(exchange, 200, CONTENT));
    assertFailure(CONTENT.length - 1, "longer");
    assertFailure(CONTENT.length + 1, "not the");

    registry.removeContext(BLOB);
    registry.createContext(BLOB, exchange -> answer(exchange, 200, "b blob".getBytes(UTF_8)));
    assertFailure(CONTENT.length, "another digest");
  }

  @Test
  void aRegistryThatIsDownIsTellableFromABlobThatIsGone() {
    registry.createContext(BLOB, exchange -> answer(exchange, 500, new byte[0]));
    assertFalse(refusal(CONTENT.length).isMissing());

    registry.removeContext(BLOB);
    assertTrue(refusal(CONTENT.length).isMissing());
  }

  private void redirectThoseWhoAreSignedIn(HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
      answer(exchange, 401, new byte[0]);
      return;
    }
    redirect(exchange, "http://" + host(storage) + "/blob");
  }

  private byte[] blob(long size) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    source
        .open(ImageReference.parse(host(registry) + "/acme/app:tag"), Optional.of(LOGIN))
        .blob(DIGEST, size, content);
    return content.toByteArray();
  }

  private void assertFailure(long size, String words) {
    String message = String.valueOf(assertThrows(IOException.class, () -> blob(size)).getMessage());
    assertTrue(message.contains(words), message);
  }

  private ImageSourceException refusal(long size) {
    return assertThrows(ImageSourceException.class, () -> blob(size));
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  private static String host(HttpServer server) {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    answer(exchange, 307, new byte[0]);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}

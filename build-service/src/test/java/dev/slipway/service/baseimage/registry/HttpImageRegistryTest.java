package dev.slipway.service.baseimage.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.image.Digest;
import dev.slipway.core.image.ImageReference;
import dev.slipway.core.net.RefusedAddressException;
import dev.slipway.service.baseimage.ImageRegistry.Answer;
import dev.slipway.service.baseimage.ImageRegistry.Login;
import dev.slipway.service.baseimage.TestRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpImageRegistryTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
  private static final Optional<Login> LOGIN = Optional.of(new Login("reader", "correct horse"));
  private static final String DIGEST = "sha256:" + "d".repeat(64);

  private final JdkCalls calls = new JdkCalls();
  private HttpServer stub;

  @BeforeEach
  void startStub() throws IOException {
    stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stub.start();
  }

  @AfterEach
  void stopStub() {
    stub.stop(0);
  }

  @Test
  void aRealRegistryTellsTheDigestOfAnImageAndOfTheIndexOfSeveral() throws Exception {
    TestRegistry.assumeInstalled();
    try (TestRegistry registry = TestRegistry.start(false)) {
      Digest image = registry.push("acme/base", "1", "content");
      Digest index = registry.pushIndex("acme/base", "multi", "content");

      assertEquals(new Answer.Present(image), look(registry.host() + "/acme/base:1"));
      assertEquals(new Answer.Present(index), look(registry.host() + "/acme/base:multi"));
      assertTrue(reason(look(registry.host() + "/acme/base:gone")).contains("there is no"));
    }
  }

  @Test
  void aRealRegistryWithPasswordIsAskedWithTheLoginAfterItWantedOne() throws Exception {
    TestRegistry.assumeInstalled();
    try (TestRegistry registry = TestRegistry.start(true)) {
      Digest image = registry.push("acme/base", "1", "content");
      ImageReference reference = ImageReference.parse(registry.host() + "/acme/base:1");

      assertEquals(new Answer.Present(image), registry(config("", "")).look(reference, LOGIN));
      assertEquals(2, calls.sent.size());
      assertTrue(calls.sent.get(0).endsWith(" -"), calls.sent.toString());
      assertTrue(calls.sent.get(1).endsWith(" Basic"), calls.sent.toString());
      assertTrue(reason(look(reference.toString())).contains("login of a destination"));
      assertTrue(
          reason(
                  registry(config("", ""))
                      .look(reference, Optional.of(new Login("reader", "wrong"))))
              .contains("check the login"));
    }
  }

  @Test
  void aMirrorIsAskedFirstWithoutALoginAndTheRegistryWhenItDoesntKnow() throws Exception {
    TestRegistry.assumeInstalled();
    try (TestRegistry mirror = TestRegistry.start(false);
        TestRegistry registry = TestRegistry.start(true)) {
      Digest mirrored = mirror.push("acme/base", "1", "mirrored");
      Digest direct = registry.push("acme/base", "2", "direct");
      HttpImageRegistry images = registry(config(registry.host() + "=http://" + mirror.host(), ""));

      assertEquals(
          new Answer.Present(mirrored),
          images.look(ImageReference.parse(registry.host() + "/acme/base:1"), LOGIN));
      assertEquals(
          new Answer.Present(direct),
          images.look(ImageReference.parse(registry.host() + "/acme/base:2"), LOGIN));
      assertFalse(
          calls.sent.stream()
              .anyMatch(call -> call.contains(mirror.host()) && !call.endsWith(" -")),
          calls.sent.toString());
    }
  }

  @Test
  void aTokenIsFetchedFromTheRealmForPullingFromThisRepository() {
    answer("/token", 200, Map.of(), "{\"access_token\":\"abc\"}");
    protectedManifest(
        "Bearer realm=\"http://" + host() + "/token?x=y\",service=\"r\"", "Bearer abc");

    assertEquals(new Answer.Present(new Digest(DIGEST)), look(image()));
    assertTrue(
        calls
            .sent
            .get(1)
            .startsWith(
                "GET http://"
                    + host()
                    + "/token?x=y&service=r&scope=repository%3Aacme%2Fbase%3Apull"),
        calls.sent.toString());
    assertTrue(calls.sent.get(1).endsWith(" -"));

    assertEquals(
        new Answer.Present(new Digest(DIGEST)),
        registry(config("", "")).look(ImageReference.parse(image()), LOGIN));
    assertTrue(calls.sent.get(4).endsWith(" Basic"), calls.sent.toString());
  }

  @Test
  void aTokenServerThatRefusesOrTalksNonsenseIsNamed() {
    protectedManifest("Bearer realm=\"http://" + host() + "/token\"", "Bearer abc");
    answer("/token", 401, Map.of(), "");
    assertTrue(reason(look(image())).contains("token server 127.0.0.1"));

    stub.removeContext("/token");
    answer("/token", 200, Map.of(), "{\"token\":\"a b\\n\"}");
    assertTrue(reason(look(image())).contains("no token"));
  }

  @Test
  void aRealmThatIsNoWebAddressIsNotAsked() {
    protectedManifest("Bearer realm=\"file:///etc/passwd\"", "-");

    assertTrue(reason(look(image())).contains("no token server"));
    assertEquals(1, calls.sent.size());
  }

  @Test
  void aDigestThatIsntToldIsReckonedFromTheManifest() {
    answer("/v2/acme/base/manifests/1", 200, Map.of(), "{\"schemaVersion\":2}");

    assertEquals(
        new Answer.Present(Digest.of("{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8))),
        look(image()));
  }

  @Test
  void aRedirectIsFollowedWithinTheOriginOnly() {
    answer("/v2/acme/base/manifests/1", 307, Map.of("Location", "/elsewhere"), "");
    answer("/elsewhere", 200, Map.of("Docker-Content-Digest", DIGEST), "");
    assertEquals(new Answer.Present(new Digest(DIGEST)), look(image()));

    stub.removeContext("/elsewhere");
    answer("/elsewhere", 307, Map.of("Location", "http://169.254.169.254/latest"), "");
    Answer.Failed failed = assertInstanceOf(Answer.Failed.class, look(image()));
    assertFalse(calls.sent.toString().contains("169.254"), failed.reason());
  }

  @Test
  void tooManyRequestsCarryTheTimeToWait() {
    answer("/v2/acme/base/manifests/1", 429, Map.of("Retry-After", "90"), "");

    Answer.TooMany tooMany = assertInstanceOf(Answer.TooMany.class, look(image()));
    assertEquals(Duration.ofSeconds(90), tooMany.retryAfter());
  }

  @Test
  void anAddressThatIsRefusedIsToldAndNotTriedOverTlsEither() {
    HttpImageRegistry refusing =
        new HttpImageRegistry(
            (request, trust) -> {
              calls.sent.add(request.url().toString());
              throw new RefusedAddressException("\"127.0.0.1\" leads to a non-public address");
            },
            new ObjectMapper(),
            config("", ""),
            true,
            CLOCK);

    assertTrue(reason(refusing.look(ImageReference.parse(image()), LOGIN)).contains("non-public"));
    assertEquals(1, calls.sent.size());
  }

  @Test
  void aServerErrorIsAReason() {
    answer("/v2/acme/base/manifests/1", 503, Map.of(), "");

    assertTrue(reason(look(image())).contains("503"));
  }

  private void protectedManifest(String challenge, String authorization) {
    stub.createContext(
        "/v2/acme/base/manifests/1",
        exchange -> {
          boolean good =
              authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"));
          respond(
              exchange,
              good ? 200 : 401,
              good
                  ? Map.of("Docker-Content-Digest", DIGEST)
                  : Map.of("WWW-Authenticate", challenge),
              "");
        });
  }

  private void answer(String path, int status, Map<String, String> headers, String body) {
    stub.createContext(path, exchange -> respond(exchange, status, headers, body));
  }

  private static void respond(
      HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.forEach(exchange.getResponseHeaders()::set);
    boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
    if (!empty) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private Answer look(String reference) {
    return registry(config("", "")).look(ImageReference.parse(reference), Optional.empty());
  }

  private static String reason(Answer answer) {
    return assertInstanceOf(Answer.Failed.class, answer).reason();
  }

  private String host() {
    return "127.0.0.1:" + stub.getAddress().getPort();
  }

  private String image() {
    return host() + "/acme/base:1";
  }

  private HttpImageRegistry registry(RegistriesConfig config) {
    return new HttpImageRegistry(calls, new ObjectMapper(), config, true, CLOCK);
  }

  private static RegistriesConfig config(String mirrors, @Nullable String insecure) {
    return new RegistriesConfig() {
      @Override
      public Optional<String> registryMirrors() {
        return Optional.of(mirrors);
      }

      @Override
      public Optional<String> insecureRegistries() {
        return Optional.ofNullable(insecure);
      }

      @Override
      public Optional<String> registryHost() {
        return Optional.empty();
      }
    };
  }
}

package dev.slipway.worker.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.image.Digest;
import dev.slipway.core.message.BuildJob;
import dev.slipway.core.protocol.WorkerProtocol.Cause;
import dev.slipway.core.protocol.WorkerProtocol.Phase;
import dev.slipway.core.protocol.WorkerProtocol.Presence;
import dev.slipway.core.protocol.WorkerProtocol.Reusable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpBuildServiceTest {

  private static final BuildJob JOB = new BuildJob("b1", 2);

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "{}";
  private HttpBuildService service;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    service = new HttpBuildService(base, "the-token", "worker-1", "cache-1", new JsonMapper());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void claimsWithItsTokenAndReadsTheAssignment() throws Exception {
    answer =
        "{\"buildId\":\"b1\",\"attempt\":2,\"leaseSeconds\":15,\"timeoutSeconds\":60,"
            + "\"repositoryId\":\"r1\",\"repositoryName\":\"a/b\",\"description\":\"\",\"source\":"
            + "{\"provider\":\"GITHUB\",\"cloneUrl\":\"https://example.com/a\"},\"refType\":\"TAG\","
            + "\"ref\":\"v1\",\"dockerfile\":\"/\",\"buildArgs\":{},\"secrets\":{},"
            + "\"platforms\":[],\"cache\":true,\"tags\":[\"1\"],"
            + "\"destinations\":[{\"image\":\"x/y\",\"insecure\":true}],\"buildUrl\":\"\"}";

    ClaimAnswer.Claimed claimed = (ClaimAnswer.Claimed) service.claim(JOB);

    assertEquals("v1", claimed.assignment().ref());
    assertEquals(
        List.of(
            "/internal/v1/builds/b1/claim Bearer the-token"
                + " {\"workerId\":\"worker-1\",\"attempt\":2,\"cacheId\":\"cache-1\"}"),
        requests);
  }

  @Test
  void takesConflictAndNotFoundAsFinal() throws Exception {
    status = 409;
    answer = "{\"cause\":\"SUPERSEDED\",\"reason\":\"a newer commit\"}";
    assertEquals(new ClaimAnswer.Refused("a newer commit"), service.claim(JOB));
    status = 404;
    answer = "whatever";
    assertTrue(service.claim(JOB) instanceof ClaimAnswer.Refused);
  }

  @Test
  void leavesAJobToAWorkerThatIsQuicker() throws Exception {
    status = 202;
    answer = "{\"waitMillis\":300,\"reason\":\"worker 2 has the cache\"}";

    assertEquals(
        new ClaimAnswer.Deferred(Duration.ofMillis(300), "worker 2 has the cache"),
        service.claim(JOB));
  }

  @Test
  void asksForAnEqualBuild() throws Exception {
    Digest inputs = Digest.of(new byte[] {1});
    answer = "{\"buildId\":\"b0\",\"digest\":\"" + inputs + "\"}";
    assertEquals(
        Optional.of(new Reusable("b0", inputs.value())), service.reuse(JOB, "c0ffee", inputs));
    assertTrue(
        requests.get(0).startsWith("/internal/v1/builds/b1/reuse ")
            && requests.get(0).contains("\"inputs\":\"" + inputs + "\""),
        requests::toString);

    status = 204;
    answer = "";
    assertEquals(Optional.empty(), service.reuse(JOB, "c0ffee", inputs));
    status = 409;
    answer = "{\"cause\":\"LEASE_LOST\",\"reason\":\"attempt 3 runs\"}";
    assertThrows(RefusedByServiceException.class, () -> service.reuse(JOB, "c0ffee", inputs));
    status = 404;
    assertThrows(RefusedByServiceException.class, () -> service.reuse(JOB, "c0ffee", inputs));
  }

  @Test
  void tellsThatTheWorkerIsThere() throws Exception {
    status = 204;
    answer = "";

    service.present(new Presence("cache-1", 2, 1, "1.0", List.of("native")));

    assertEquals(
        List.of(
            "/internal/v1/workers/worker-1 Bearer the-token {\"cacheId\":\"cache-1\","
                + "\"slots\":2,\"free\":1,\"version\":\"1.0\",\"engines\":[\"native\"]}"),
        requests);
    status = 404;
    assertThrows(
        IOException.class, () -> service.present(new Presence(null, 2, 1, "1.0", List.of())));
  }

  @Test
  void tellsALostLeaseFromAStop() throws Exception {
    answer = "{\"leaseSeconds\":15,\"stop\":{\"cause\":\"CANCELED\",\"reason\":\"by ada\"}}";
    assertEquals(Cause.CANCELED, service.heartbeat(JOB, Phase.BUILDING).stop().cause());
    status = 409;
    answer = "{\"cause\":\"LEASE_LOST\",\"reason\":\"attempt 3 runs\"}";
    RefusedByServiceException lost =
        assertThrows(RefusedByServiceException.class, () -> service.heartbeat(JOB, Phase.BUILDING));
    assertEquals(Cause.LEASE_LOST, lost.refusal().cause());
  }

  @Test
  void takesOtherAnswersAsUnavailableAndNamesTheToken() {
    status = 401;
    IOException refused = assertThrows(IOException.class, () -> service.claim(JOB));
    assertTrue(refused.getMessage().contains("SLIPWAY_WORKER_TOKEN"), refused.getMessage());
    assertFalse(refused.getMessage().contains("the-token"));
    status = 503;
    assertThrows(IOException.class, () -> service.claim(JOB));
  }

  @Test
  void quotesNoBodyThatItCannotRead() {
    answer = "{\"source\":{\"password\":\"secret\"";
    IOException unreadable = assertThrows(IOException.class, () -> service.claim(JOB));
    assertFalse(unreadable.getMessage().contains("secret"), unreadable.getMessage());
  }
}

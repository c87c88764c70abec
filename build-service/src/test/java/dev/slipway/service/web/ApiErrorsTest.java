package dev.slipway.service.web;

import static dev.slipway.service.Api.REPOSITORIES;
import static dev.slipway.service.Api.asAdmin;
import static dev.slipway.service.Api.create;
import static dev.slipway.service.Api.newName;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.service.Api;
import dev.slipway.service.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ApiErrorsTest {

  private static final int TWO_MEBIBYTES = 2 << 20;

  @TestHTTPResource URI server;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"name\":",
        "nonsense-canary",
        "{\"name\":{\"a\":1}}",
        "[]",
        "\"text\"",
        "{\"rules\":7}",
        "{\"source\":[]}",
        "{\"rules\":[[]]}"
      })
  void malformedJsonIsABadRequestThatSaysWhere(String body) {
    asAdmin()
        .body(body)
        .post(REPOSITORIES)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("about:blank"))
        .body("title", equalTo("Bad Request"))
        .body("detail", containsString("line 1"))
        .body("detail", not(containsString("canary")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}"})
  void anEmptyBodyIsToldWhatIsMissing(String body) {
    asAdmin()
        .body(body)
        .post(REPOSITORIES)
        .then()
        .statusCode(422)
        .body("title", equalTo("Unprocessable Content"));
  }

  @Test
  void jsonThatIsNestedWithoutEndIsABadRequest() throws Exception {
    assertEquals(400, post("[".repeat(200_000)));
    assertEquals(400, post("{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}"));
    assertEquals(400, post("{\"source\":".repeat(50_000)));
  }

  @Test
  void whatTheFrameworkRefusesIsAProblemToo() {
    asAdmin()
        .contentType("text/plain")
        .body("x")
        .post(REPOSITORIES)
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
    asAdmin().patch(REPOSITORIES).then().statusCode(405).contentType("application/problem+json");
    asAdmin().get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
  }

  @Test
  void aBrowserGetsAPage() {
    asAdmin()
        .accept("text/html")
        .get("/repositories/admin/missing")
        .then()
        .statusCode(404)
        .contentType(containsString("text/html"))
        .body(containsString("there is no repository"));
    asAdmin()
        .accept("text/html")
        .get("/nothing/at/all/here")
        .then()
        .statusCode(404)
        .contentType(containsString("text/html"));
  }

  @Test
  void whatSomebodyWroteIsEscapedInPages() {
    asAdmin()
        .accept("text/html")
        .contentType("application/x-www-form-urlencoded")
        .formParam("name", "\"><script>alert(1)</script>")
        .post("/repositories/new")
        .then()
        .statusCode(422)
        .body(not(containsString("<script>alert")))
        .body(containsString("&lt;script&gt;"));
  }

  @Test
  void aDeclaredBodyOfTwoMebibytesIsRefused() throws Exception {
    assertEquals(413, post(" ".repeat(TWO_MEBIBYTES)));
  }

  @Test
  void anUndeclaredBodyIsCutOffWhileItStreams() throws IOException {
    String answer = postChunked(REPOSITORIES, "application/json");

    assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
  }

  @Test
  void aFormHasToDeclareItsLength() throws IOException {
    String answer = postChunked("/repositories/new", "application/x-www-form-urlencoded");

    assertTrue(answer.startsWith("HTTP/1.1 411"), answer);
  }

  @Test
  void aBodyBelowTheLimitIsRead() {
    String name = create(newName(), "private");
    asAdmin()
        .body(" ".repeat(1_000_000) + "{\"type\":\"tag\"}")
        .post(REPOSITORIES + "/" + name + "/rules")
        .then()
        .statusCode(201);
  }

  /** Posts without REST Assured, which would indent the body for its log and run out of memory. */
  private int post(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(REPOSITORIES))
            .header("Authorization", "Bearer " + Api.ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Sends 64 MiB in chunks for as long as the server takes them, and returns what it answers. */
  private String postChunked(String path, String type) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + path
                  + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + Api.ADMIN_TOKEN
                  + "\r\nContent-Type: "
                  + type
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      byte[] chunk =
          ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      try {
        for (int i = 0; i < 1_024 && socket.getInputStream().available() == 0; i++) {
          out.write(chunk);
        }
      } catch (SocketException e) {
        // The server hung up before the end, as it should; its answer is there all the same.
      }
      return firstLine(socket.getInputStream());
    }
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}

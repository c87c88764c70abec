package dev.slipway.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.e2e.stack.Project;
import dev.slipway.e2e.stack.Slipway;
import dev.slipway.e2e.stack.Stack;
import dev.slipway.e2e.stack.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What must not get through, each with a clear answer, after which the service still works. */
@ExtendWith(Stack.Extension.class)
class BadInputTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HUGE = 300L << 20;

  @Test
  void aHugeBodyIsRefusedByItsDeclaredLength(Stack stack) throws IOException {
    Project project = stack.newProject("huge");
    assertTrue(answerTo(project, "Content-Length: " + HUGE).startsWith("HTTP/1.1 413"));
    assertStillWorks(project);
  }

  @Test
  void aHugeBodyIsCutOffInMidStream(Stack stack) throws IOException {
    Project project = stack.newProject("chunked");
    assertTrue(answerTo(project, "Transfer-Encoding: chunked").startsWith("HTTP/1.1 413"));
    assertStillWorks(project);
  }

  @Test
  void deeplyNestedJsonIsMalformedAndNoMore(Stack stack) {
    Project project = stack.newProject("deep");
    Slipway.Answer answer = project.deliver("deep", "[".repeat(200_000) + "]".repeat(200_000));
    assertEquals(400, answer.status(), answer.text());
    assertFalse(answer.json().path("detail").asText().isEmpty(), answer.text());
    assertStillWorks(project);
  }

  @Test
  void aFormWithoutPayloadSaysSo(Stack stack) {
    Project project = stack.newProject("form");
    String body = "something=else";
    Map<String, String> headers = Webhook.headers("github", "form", project.hook().secret(), body);
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    Slipway.Answer answer =
        project
            .slipway()
            .anonymous("POST", project.hook().url(), headers, BodyPublishers.ofString(body));
    assertEquals(400, answer.status(), answer.text());
    assertTrue(answer.text().contains("payload"), answer.text());
    assertStillWorks(project);
  }

  @Test
  void wrongSignatureAndUnknownHookAreAnsweredAlike(Stack stack) {
    Project project = stack.newProject("forged");
    String body = project.pushBody("1".repeat(40), "2".repeat(40));
    Map<String, String> forged = Webhook.headers("github", "forged", "not the secret", body);
    Slipway.Answer wrong =
        project
            .slipway()
            .anonymous("POST", project.hook().url(), forged, BodyPublishers.ofString(body));
    String unknownUrl = project.hook().url().replaceFirst("[^/]+$", "0".repeat(32));
    Slipway.Answer unknown =
        project.slipway().anonymous("POST", unknownUrl, forged, BodyPublishers.ofString(body));
    assertEquals(401, wrong.status());
    assertEquals(wrong, unknown);
  }

  @Test
  void aDockerfileLocationOutsideOfTheRepositoryIsRefusedWithItsField(Stack stack) {
    ObjectNode body = JSON.createObjectNode();
    body.put("name", "e2e/" + stack.newName("traversal")).put("visibility", "public");
    body.putObject("source")
        .put("provider", "github")
        .put("cloneUrl", "https://github.com/e2e/app.git");
    body.putArray("rules")
        .addObject()
        .put("type", "branch")
        .put("name", "main")
        .put("dockerfile", "../../etc/passwd")
        .put("tag", "latest")
        .put("active", true);
    Slipway.Answer answer = stack.slipway().post("/api/v1/repositories", body);
    assertTrue(answer.status() == 400 || answer.status() == 422, answer.text());
    assertTrue(answer.json().path("field").asText().contains("dockerfile"), answer.text());
  }

  @Test
  void nothingButWebhooksBadgesAndHealthAnswersWithoutAuthentication(Stack stack) {
    for (String path :
        new String[] {
          "/",
          "/api/v1/repositories",
          "/api/v1/builds/1/log",
          "/internal/v1/builds/1/claim",
          "/q/metrics",
          "/q/openapi",
          "/repositories/e2e/x"
        }) {
      Slipway.Answer answer =
          stack.slipway().anonymous("GET", path, Map.of(), BodyPublishers.noBody());
      assertEquals(401, answer.status(), path + ": " + answer.text());
    }
    assertEquals(
        200,
        stack
            .slipway()
            .anonymous("GET", "/q/health/ready", Map.of(), BodyPublishers.noBody())
            .status());
  }

  private static void assertStillWorks(Project project) {
    assertEquals(202, project.deliver(project.push("after the attack")).status());
    assertEquals(
        "success", project.slipway().awaitBuilds(project.name(), 1).get(0).path("state").asText());
  }

  /**
   * Sends a webhook of 300 MB without a signature, as far as the server takes it; its first line.
   */
  private static String answerTo(Project project, String lengthHeader) throws IOException {
    URI url = URI.create(project.hook().url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "POST "
              + url.getPath()
              + " HTTP/1.1\r\nHost: "
              + url.getAuthority()
              + "\r\nContent-Type: application/json\r\nX-GitHub-Event: push\r\nX-Hub-Signature-256: sha256="
              + "0".repeat(64)
              + "\r\n"
              + lengthHeader
              + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      sendUntilRefused(out, lengthHeader.startsWith("Transfer"));
      return firstLine(socket.getInputStream());
    }
  }

  private static void sendUntilRefused(OutputStream out, boolean chunked) {
    byte[] block = new byte[1 << 20];
    byte[] size = (Integer.toHexString(block.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try {
      for (long sent = 0; sent < HUGE; sent += block.length) {
        if (chunked) {
          out.write(size);
        }
        out.write(block);
        if (chunked) {
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException refused) {
      // The server closed its side, which is what it should do; its answer is still to be read.
      return;
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

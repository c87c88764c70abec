package dev.slipway.standalone.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A push's webhook as GitHub sends it: the fields of its {@code push} event that anybody could
 * need, signed in {@code X-Hub-Signature-256} with HMAC-SHA256 over the body's bytes.
 */
final class GitHubPush {

  private static final String NO_COMMIT = "0".repeat(40);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SampleRepository.Push push;
  private final Hook hook;

  GitHubPush(SampleRepository.Push push, Hook hook) {
    this.push = push;
    this.hook = hook;
  }

  /** The delivery, with an id of its own. */
  HttpRequest request(SlipwayClient client, ObjectMapper json) throws IOException {
    byte[] body = json.writeValueAsBytes(body());
    return client
        .request(hook.path())
        .header("Content-Type", "application/json")
        .header("User-Agent", "GitHub-Hookshot/slipway-demo")
        .header("X-GitHub-Event", "push")
        .header("X-GitHub-Delivery", UUID.randomUUID().toString())
        .header("X-Hub-Signature-256", "sha256=" + signature(hook.secret(), body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  /** The signature of a body in hexadecimal. */
  static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is missing in this JDK", e);
    }
  }

  private ObjectNode body() {
    String before = push.before();
    ObjectNode commit =
        JSON.objectNode()
            .put("id", push.after())
            .put("message", push.message())
            .put("timestamp", push.at().truncatedTo(ChronoUnit.SECONDS).toString());
    ObjectNode repository =
        JSON.objectNode()
            .put("name", "hello")
            .put("full_name", "demo/hello")
            .put("clone_url", hook.cloneUrl())
            .put("html_url", hook.cloneUrl())
            .put("private", false)
            .put("default_branch", SampleRepository.BRANCH);
    ObjectNode body = JSON.objectNode();
    body.put("ref", "refs/heads/" + SampleRepository.BRANCH)
        .put("before", before == null ? NO_COMMIT : before)
        .put("after", push.after())
        .put("created", before == null)
        .put("deleted", false)
        .put("forced", false)
        .set("repository", repository);
    body.set("sender", JSON.objectNode().put("login", "slipway-demo"));
    body.set("head_commit", commit);
    body.set("commits", JSON.arrayNode().add(commit));
    return body;
  }
}

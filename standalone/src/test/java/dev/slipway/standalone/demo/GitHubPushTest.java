package dev.slipway.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GitHubPushTest {

  @Test
  void bodiesAreSignedAsGitHubDocumentsIt() {
    // The vector of GitHub's page "Validating webhook deliveries".
    assertEquals(
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        GitHubPush.signature(
            "It's a Secret to Everybody", "Hello, World!".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyDeliveryHasAnIdOfItsOwnAndNoCredentials() throws Exception {
    ObjectMapper json = new ObjectMapper();
    SlipwayClient client = new SlipwayClient(json, "http://127.0.0.1:1", "admin-token");
    GitHubPush push =
        new GitHubPush(
            new SampleRepository.Push(null, "a".repeat(40), "Greet", Instant.EPOCH),
            new Hook("http://127.0.0.1:2/hello.git", "/hooks/github/abc", "secret"));

    HttpRequest first = push.request(client, json);
    HttpRequest second = push.request(client, json);

    assertEquals("/hooks/github/abc", first.uri().getPath());
    assertFalse(first.headers().map().containsKey("Authorization"));
    assertFalse(
        first
            .headers()
            .firstValue("X-GitHub-Delivery")
            .equals(second.headers().firstValue("X-GitHub-Delivery")));
  }
}

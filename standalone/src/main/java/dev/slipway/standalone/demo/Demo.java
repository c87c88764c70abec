package dev.slipway.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows Slipway's main job on a sample repository: a commit, a signed webhook, the build, and the
 * image. Everything goes through the interfaces that a Git host and a script have.
 */
public final class Demo {

  private static final String NAME = "demo/hello";
  private static final String TAG = "latest";
  private static final int UNKNOWN_HOOK = 401;
  private static final int REDELIVERIES = 100;
  private static final Duration REDELIVERY_PAUSE = Duration.ofMillis(50);
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(2);

  private final ObjectMapper json;
  private final Place place;
  private final Console console;
  private final SlipwayClient client;

  /**
   * @param json reads and writes bodies
   * @param place which Slipway to use
   * @param out where people read along
   */
  public Demo(ObjectMapper json, Place place, PrintStream out) {
    this.json = json;
    this.place = place;
    this.console = new Console(out);
    this.client = new SlipwayClient(json, place.localUrl(), place.adminToken());
  }

  /**
   * Pushes a commit and waits for its image.
   *
   * @return whether the image is there; if not, the reason was told
   */
  public boolean run() throws InterruptedException {
    try {
      Files.createDirectories(place.folder());
      Optional<Hook> known = Hook.load(hookFile());
      try (SampleRepository sample = SampleRepository.open(place.folder().resolve("hello.git"));
          GitServer host = GitServer.start(sample.repository(), known.map(Hook::port).orElse(0))) {
        return pushAndFollow(sample, register(host, known));
      }
    } catch (IOException | DemoException e) {
      console.step("The demo ended early: " + e.getMessage());
      return false;
    }
  }

  /**
   * The hook of the repository at Slipway, which is made unless it is there from an earlier demo.
   */
  private Hook register(GitServer host, Optional<Hook> known)
      throws IOException, InterruptedException, DemoException {
    String path = "/api/v1/repositories/" + NAME;
    boolean exists = client.find(path).isPresent();
    if (exists && known.isPresent() && known.get().cloneUrl().equals(host.cloneUrl())) {
      console.step("Using the repository " + NAME + " of an earlier demo");
      return known.get();
    }
    if (exists) {
      client.delete(path); // its Git server's port or its hook's secret got lost
    }
    console.step("Making the repository " + NAME + " with a rule: branch main builds tag " + TAG);
    JsonNode made = client.create("/api/v1/repositories", repository(host.cloneUrl()));
    JsonNode hook = made.path("hook");
    String hookPath = URI.create(hook.path("url").asText()).getPath();
    Hook fresh = new Hook(host.cloneUrl(), hookPath, hook.path("secret").asText());
    fresh.save(hookFile());
    return fresh;
  }

  private boolean pushAndFollow(SampleRepository sample, Hook hook)
      throws IOException, InterruptedException, DemoException {
    ImageTag tag = new ImageTag(client, NAME, TAG);
    String before = tag.digest();
    SampleRepository.Push push = sample.commit(Instant.now());
    console.step("Pushed commit " + push.after().substring(0, 12) + ": " + push.message());
    HttpResponse<String> answer = deliver(new GitHubPush(push, hook));
    long accepted = System.nanoTime();
    JsonNode delivery = json.readTree(SlipwayClient.expect(answer, SlipwayClient.ACCEPTED));
    console.step("Webhook accepted as delivery " + delivery.path("deliveryId").asText());
    delivery.findValuesAsText("reason").forEach(reason -> console.detail("rule: " + reason));
    BuildFollower.Result result =
        new BuildFollower(client, console, NAME, push.after())
            .follow(tag, before, accepted, BUILD_LIMIT);
    return tellResult(result, tag);
  }

  /**
   * Delivers the webhook. The gateway learns of a new hook through Kafka, so the first delivery may
   * be a moment too early for it; at a Git host somebody would redeliver it.
   */
  private HttpResponse<String> deliver(GitHubPush push) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(push.request(client, json));
    for (int i = 0; i < REDELIVERIES && answer.statusCode() == UNKNOWN_HOOK; i++) {
      Thread.sleep(REDELIVERY_PAUSE.toMillis());
      answer = client.send(push.request(client, json));
    }
    return answer;
  }

  private boolean tellResult(BuildFollower.Result result, ImageTag tag)
      throws IOException, InterruptedException, DemoException {
    JsonNode build = result.build();
    String digest = build.path("digest").asText();
    if (!build.path("state").asText().equals("success") || !digest.equals(tag.digest())) {
      console.step("The build failed: " + build.path("reason").asText());
      return false;
    }
    String image = place.registryHost() + "/" + NAME + ":" + TAG;
    console.step(
        String.format(
            Locale.ROOT,
            "Done: %.2f s from the accepted webhook to the readable tag",
            result.untilTag().toMillis() / 1000.0));
    console.detail("image     " + image);
    console.detail("digest    " + digest);
    console.detail("pull      docker pull " + image);
    console.detail(
        "manifest  curl -H 'Accept: application/vnd.oci.image.manifest.v1+json' "
            + place.publicUrl()
            + tag.path());
    return true;
  }

  private ObjectNode repository(String cloneUrl) {
    ObjectNode rule =
        json.createObjectNode()
            .put("type", "branch")
            .put("name", SampleRepository.BRANCH)
            .put("dockerfile", "/")
            .put("context", (String) null)
            .put("tag", TAG)
            .put("active", true);
    ObjectNode repository =
        json.createObjectNode()
            .put("name", NAME)
            .put("visibility", "public")
            .put("description", "A page that Slipway's demo pushes");
    repository.set(
        "source", json.createObjectNode().put("provider", "github").put("cloneUrl", cloneUrl));
    repository.set("rules", json.createArrayNode().add(rule));
    return repository;
  }

  private Path hookFile() {
    return place.folder().resolve("hook.properties");
  }

  /**
   * The Slipway to show.
   *
   * @param folder where the demo keeps its repository
   * @param localUrl how this process reaches it
   * @param publicUrl how people reach it
   * @param registryHost the registry's host and port in image names
   * @param adminToken a token with admin rights
   */
  public record Place(
      Path folder, String localUrl, String publicUrl, String registryHost, String adminToken) {

    @Override
    public String toString() {
      return "Place[" + localUrl + "]";
    }
  }
}

package dev.slipway.e2e.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;

/** Slipway's public REST interface, as a script with the admin token uses it. */
public final class Slipway {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BUILD_TIME = Duration.ofSeconds(90);
  private static final Set<String> LIVE = Set.of("queued", "building", "pushing");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  public Slipway(String url) {
    this.url = url;
  }

  /** An answer: its status and its body as JSON, or as text where it is none. */
  public record Answer(int status, String text) {

    /** The body, which has to be JSON. */
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Where a repository's webhooks go, and how they are signed. */
  public record Hook(String url, String secret) {}

  /** Makes a repository from a body and returns its hook. */
  public Hook createRepository(JsonNode body) {
    Answer answer = post("/api/v1/repositories", body);
    Assertions.assertEquals(201, answer.status(), answer.text());
    JsonNode hook = answer.json().path("hook");
    return new Hook(hook.path("url").asText(), hook.path("secret").asText());
  }

  /** All builds of a repository, oldest first. */
  public List<JsonNode> builds(String repository) {
    List<JsonNode> builds = new ArrayList<>();
    get("/api/v1/repositories/" + repository + "/builds").json().path("items").forEach(builds::add);
    java.util.Collections.reverse(builds);
    return builds;
  }

  /** Waits until a repository has so many builds and all of them are final; oldest first. */
  public List<JsonNode> awaitBuilds(String repository, int count) {
    Await.until(
        () -> count + " final builds of " + repository + "; there are: " + builds(repository),
        BUILD_TIME,
        () -> {
          List<JsonNode> builds = builds(repository);
          return builds.size() >= count
              && builds.stream().noneMatch(build -> LIVE.contains(build.path("state").asText()));
        });
    List<JsonNode> builds = builds(repository);
    Assertions.assertEquals(count, builds.size(), () -> "builds: " + builds);
    return builds;
  }

  /** A build's whole log. */
  public String log(String buildId) {
    return get("/api/v1/builds/" + buildId + "/log").text();
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  public Answer put(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.toString())));
  }

  public Answer delete(String path) {
    return send(request(path).DELETE());
  }

  /** Any request without credentials: webhooks, and whatever must be refused. */
  public Answer anonymous(
      String method, String urlOrPath, Map<String, String> headers, BodyPublisher body) {
    String target = urlOrPath.startsWith("http") ? urlOrPath : url + urlOrPath;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target)).method(method, body);
    headers.forEach(request::header);
    return send(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + Standalone.ADMIN_TOKEN);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

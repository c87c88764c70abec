package dev.slipway.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Slipway's public interface as a script would use it. */
final class SlipwayClient {

  static final int OK = 200;
  static final int CREATED = 201;
  static final int ACCEPTED = 202;
  static final int NO_CONTENT = 204;
  static final int NOT_FOUND = 404;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json;
  private final String baseUrl;
  private final String token;

  SlipwayClient(ObjectMapper json, String baseUrl, String token) {
    this.json = json;
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /** A thing by its path; empty when there is none. */
  Optional<JsonNode> find(String path) throws IOException, InterruptedException, DemoException {
    HttpResponse<String> response = send(authorized(path).GET().build());
    if (response.statusCode() == NOT_FOUND) {
      return Optional.empty();
    }
    return Optional.of(json.readTree(expect(response, OK)));
  }

  /** The text at a path. */
  String text(String path) throws IOException, InterruptedException, DemoException {
    return expect(send(authorized(path).GET().build()), OK);
  }

  /** Posts a new thing and returns what became of it. */
  JsonNode create(String path, JsonNode body)
      throws IOException, InterruptedException, DemoException {
    HttpRequest request = withJson(path).POST(BodyPublishers.ofString(body.toString())).build();
    return json.readTree(expect(send(request), CREATED));
  }

  /** Removes a thing. */
  void delete(String path) throws IOException, InterruptedException, DemoException {
    expect(send(authorized(path).DELETE().build()), OK, NO_CONTENT);
  }

  /** Sends a request that this class doesn't sign, such as a webhook. */
  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  /** A request without credentials. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(LIMIT);
  }

  /** The body of an answer that has one of these statuses. */
  static String expect(HttpResponse<String> response, Integer... statuses) throws DemoException {
    if (!Set.of(statuses).contains(response.statusCode())) {
      throw new DemoException(
          response.request().method()
              + " "
              + response.request().uri().getPath()
              + " was answered with "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return response.body();
  }

  private HttpRequest.Builder withJson(String path) {
    return authorized(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder authorized(String path) {
    return request(path).header("Authorization", "Bearer " + token);
  }
}

package dev.slipway.registry;

import dev.slipway.core.image.Digest;
import dev.slipway.core.secret.RegistryToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A caller of the registry's HTTP interface. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;
  private final @Nullable String authorization;

  private Http(URI base, @Nullable String authorization) {
    this.base = base;
    this.authorization = authorization;
  }

  /** Somebody without credentials. */
  public static Http anonymous(URI base) {
    return new Http(base, null);
  }

  /** A person. */
  public static Http person(URI base, String user, String password) {
    String pair = user + ":" + password;
    return new Http(
        base, "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  /** A build that may push to one repository for a while. */
  public static Http build(URI base, String repository) {
    return person(base, RegistryToken.USERNAME, token(repository));
  }

  /** Somebody with this bearer token. */
  public static Http bearer(URI base, String token) {
    return new Http(base, "Bearer " + token);
  }

  /** A good token for one repository. */
  public static String token(String repository) {
    return new RegistryToken(repository, Instant.now().plusSeconds(600)).sign(RegistryResource.KEY);
  }

  /** Sends a request without body. */
  public HttpResponse<byte[]> send(String method, String path, String... headers) {
    return send(method, path, BodyPublishers.noBody(), headers);
  }

  /** Sends a request. */
  public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
    return send(method, path, BodyPublishers.ofByteArray(body), headers);
  }

  /** Sends a request whose body may be too large for memory. */
  public HttpResponse<byte[]> send(
      String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofMinutes(2))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Pushes a blob in one request. */
  public Digest pushBlob(String repository, byte[] content) {
    Digest digest = Digest.of(content);
    HttpResponse<byte[]> response =
        send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
    if (response.statusCode() != 201) {
      throw new AssertionError(text(response));
    }
    return digest;
  }

  /** Pushes an image of one layer and tags it. */
  public Digest pushImage(String repository, String tag, String content) {
    byte[] layer = content.getBytes(StandardCharsets.UTF_8);
    byte[] config = ("{\"made-of\":\"" + content + "\"}").getBytes(StandardCharsets.UTF_8);
    pushBlob(repository, layer);
    pushBlob(repository, config);
    byte[] manifest = Documents.image(config, layer);
    HttpResponse<byte[]> response =
        send(
            "PUT",
            "/v2/" + repository + "/manifests/" + tag,
            manifest,
            "Content-Type",
            Documents.OCI_MANIFEST);
    if (response.statusCode() != 201) {
      throw new AssertionError(text(response));
    }
    return Digest.of(manifest);
  }

  /** An answer's body as text. */
  public static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** A header of an answer; empty when it is missing. */
  public static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}

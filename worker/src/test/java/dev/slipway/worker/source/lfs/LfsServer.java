package dev.slipway.worker.source.lfs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An LFS server for one repository, {@code app.git}, and a storage of its own origin beside it.
 * Both remember what they were asked and with which Authorization.
 */
final class LfsServer implements AutoCloseable {

  private final HttpServer api = start();
  private final HttpServer storage = start();
  private final Map<String, byte[]> objects = new HashMap<>();
  private final JsonMapper json = new JsonMapper();

  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> stored = new CopyOnWriteArrayList<>();
  volatile @Nullable String authorization;
  final AtomicInteger faults = new AtomicInteger();
  volatile boolean storesItself;
  volatile boolean signs = true;
  volatile String path = "/objects/";

  LfsServer() throws IOException {
    api.createContext("/app.git/info/lfs/objects/batch", this::batch);
    api.createContext("/objects/", exchange -> download(exchange, asked));
    storage.createContext("/objects/", exchange -> download(exchange, stored));
    storage.createContext("/moved/", this::redirect);
  }

  private static HttpServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  /** Takes a file; its pointer as it stands in a commit. */
  String add(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    objects.put(Digest.of(bytes).hex(), bytes);
    return pointer(content);
  }

  static String pointer(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
        .formatted(Digest.of(bytes).hex(), bytes.length);
  }

  /** Has another content under a file's name than it should. */
  void corrupt(String content, String other) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    objects.put(Digest.of(bytes).hex(), other.getBytes(StandardCharsets.UTF_8));
  }

  /** The clone URL. */
  String url() {
    return origin(api) + "/app.git";
  }

  private static String origin(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void batch(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add("batch " + sent(exchange));
      if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      if (authorization != null && !authorization.equals(sent(exchange))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      List<Object> answers = new ArrayList<>();
      for (JsonNode object : json.readTree(exchange.getRequestBody()).path("objects")) {
        answers.add(answer(object.path("oid").asText()));
      }
      byte[] body = json.writeValueAsBytes(Map.of("transfer", "basic", "objects", answers));
      exchange.getResponseHeaders().set("Content-Type", "application/vnd.git-lfs+json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Map<String, Object> answer(String oid) {
    if (!objects.containsKey(oid)) {
      return Map.of("oid", oid, "error", Map.of("code", 404, "message", "Object does not exist"));
    }
    Map<String, Object> action =
        storesItself
            ? Map.of("href", origin(api) + path + oid)
            : Map.of(
                "href",
                origin(storage) + path + oid,
                "header",
                signs ? Map.of("Authorization", "signed") : Map.of());
    return Map.of("oid", oid, "actions", Map.of("download", action));
  }

  private void redirect(HttpExchange exchange) throws IOException {
    try (exchange) {
      stored.add("moved " + sent(exchange));
      String name = exchange.getRequestURI().getPath().substring("/moved/".length());
      exchange.getResponseHeaders().set("Location", origin(api) + "/objects/" + name);
      exchange.sendResponseHeaders(302, -1);
    }
  }

  private void download(HttpExchange exchange, List<String> requests) throws IOException {
    try (exchange) {
      requests.add("download " + sent(exchange));
      String oid = exchange.getRequestURI().getPath().substring("/objects/".length());
      byte[] content = objects.getOrDefault(oid, new byte[0]);
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static String sent(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null ? "without" : header;
  }

  @Override
  public void close() {
    api.stop(0);
    storage.stop(0);
  }
}

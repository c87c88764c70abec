package dev.slipway.worker.publish.jib;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.core.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry in memory that does as the distribution specification says, until a test has it answer
 * otherwise. Its tokens last as long as a test lets them.
 */
final class ScriptedRegistry implements AutoCloseable {

  private static final Pattern UPLOAD = Pattern.compile("/v2/(.+)/blobs/uploads/([0-9]+)");
  private static final Pattern START = Pattern.compile("/v2/(.+)/blobs/uploads/");
  private static final Pattern BLOB = Pattern.compile("/v2/(.+)/blobs/(sha256:[0-9a-f]{64})");
  private static final Pattern MANIFEST = Pattern.compile("/v2/(.+)/manifests/([^/]+)");

  /** {@code METHOD path?query}, but for {@code /v2/} itself. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** {@code repository/digest}. */
  final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

  /** {@code repository:tag-or-digest}. */
  final Map<String, byte[]> manifests = new ConcurrentHashMap<>();

  /** The query of every request to the token server. */
  final List<String> tokenRequests = new CopyOnWriteArrayList<>();

  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final boolean tokens;
  private volatile @Nullable String token;

  /** Takes the place of an answer. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private record Fault(String method, String part, Answer answer) {}

  private ScriptedRegistry(boolean tokens) throws IOException {
    this.tokens = tokens;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static ScriptedRegistry open() throws IOException {
    return new ScriptedRegistry(false);
  }

  static ScriptedRegistry withTokens() throws IOException {
    return new ScriptedRegistry(true);
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next request like this is answered so, once. */
  void once(String method, String partOfPath, Answer answer) {
    faults.add(new Fault(method, partOfPath, answer));
  }

  static Answer status(int status, String... headers) {
    return exchange -> {
      exchange.getRequestBody().readAllBytes();
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Takes some of a body, then hangs up. */
  Answer breakAfter(int bytes) {
    return exchange -> {
      byte[] some = exchange.getRequestBody().readNBytes(bytes);
      Matcher upload = UPLOAD.matcher(exchange.getRequestURI().getPath());
      if (upload.matches()) {
        uploads.get(upload.group(2)).write(some);
      }
    };
  }

  /** No token that was given is taken any more. */
  void expireTokens() {
    token = null;
  }

  /** Forgets uploads that were begun. */
  void forgetUploads() {
    uploads.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (exchange.getRequestHeaders().getFirst("User-Agent") == null) {
        send(exchange, 200, new byte[0]); // somebody asks whether this is HTTP at all
        return;
      }
      if (path.equals("/token")) {
        giveToken(exchange);
        return;
      }
      if (!path.equals("/v2/")) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      }
      Optional<Fault> fault =
          faults.stream()
              .filter(f -> f.method().equals(exchange.getRequestMethod()))
              .filter(f -> exchange.getRequestURI().toString().contains(f.part()))
              .findFirst();
      if (fault.isPresent() && faults.remove(fault.get())) {
        fault.get().answer().to(exchange);
      } else if (tokens && !authorized(exchange)) {
        challenge(exchange);
      } else {
        answer(exchange, path);
      }
    }
  }

  private boolean authorized(HttpExchange exchange) {
    String current = token;
    return current != null
        && ("Bearer " + current).equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void challenge(HttpExchange exchange) throws IOException {
    status(401, "WWW-Authenticate", "Bearer realm=\"http://" + host() + "/token\",service=\"test\"")
        .to(exchange);
  }

  private void giveToken(HttpExchange exchange) throws IOException {
    tokenRequests.add(
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8));
    Optional<Fault> fault = faults.stream().filter(f -> "/token".contains(f.part())).findFirst();
    if (fault.isPresent() && faults.remove(fault.get())) {
      fault.get().answer().to(exchange);
      return;
    }
    token = "t" + ids.incrementAndGet();
    send(exchange, 200, ("{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    Matcher upload = UPLOAD.matcher(path);
    Matcher blob = BLOB.matcher(path);
    Matcher manifest = MANIFEST.matcher(path);
    Matcher start = START.matcher(path);
    if (path.equals("/v2/")) {
      send(exchange, 200, new byte[0]);
    } else if (start.matches()) {
      begin(exchange, start.group(1));
    } else if (upload.matches()) {
      go(exchange, upload.group(1), upload.group(2));
    } else if (blob.matches()) {
      read(exchange, blobs.get(blob.group(1) + "/" + blob.group(2)));
    } else if (manifest.matches()) {
      manifest(exchange, manifest.group(1), manifest.group(2));
    } else {
      send(exchange, 404, new byte[0]);
    }
  }

  private void begin(HttpExchange exchange, String repository) throws IOException {
    Map<String, String> query = query(exchange);
    byte[] mounted = blobs.get(query.get("from") + "/" + query.get("mount"));
    if (mounted != null) {
      blobs.put(repository + "/" + query.get("mount"), mounted);
      send(exchange, 201, new byte[0]);
      return;
    }
    String id = String.valueOf(ids.incrementAndGet());
    uploads.put(id, new ByteArrayOutputStream());
    locate(exchange, repository, id);
    exchange.sendResponseHeaders(202, -1);
  }

  private void go(HttpExchange exchange, String repository, String id) throws IOException {
    ByteArrayOutputStream upload = uploads.get(id);
    if (upload == null) {
      send(exchange, 404, new byte[0]);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Content-Range");
    if (range != null && !range.startsWith(upload.size() + "-")) {
      send(exchange, 416, new byte[0]);
      return;
    }
    try (InputStream body = exchange.getRequestBody()) {
      body.transferTo(upload);
    }
    locate(exchange, repository, id);
    exchange.getResponseHeaders().set("Range", "0-" + Math.max(0, upload.size() - 1));
    String digest = query(exchange).get("digest");
    if (exchange.getRequestMethod().equals("PUT")) {
      boolean right = Digest.of(upload.toByteArray()).value().equals(digest);
      if (right) {
        blobs.put(repository + "/" + digest, upload.toByteArray());
        uploads.remove(id);
      }
      exchange.sendResponseHeaders(right ? 201 : 400, -1);
    } else {
      exchange.sendResponseHeaders(exchange.getRequestMethod().equals("GET") ? 204 : 202, -1);
    }
  }

  private static void locate(HttpExchange exchange, String repository, String id) {
    exchange.getResponseHeaders().set("Location", "/v2/" + repository + "/blobs/uploads/" + id);
  }

  private void manifest(HttpExchange exchange, String repository, String name) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      manifests.put(repository + ":" + name, body);
      send(exchange, 201, new byte[0]);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", TestingImage.OCI_MANIFEST);
    read(exchange, manifests.get(repository + ":" + name));
  }

  private static void read(HttpExchange exchange, byte @Nullable [] content) throws IOException {
    send(exchange, content == null ? 404 : 200, content == null ? new byte[0] : content);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, String> values = new ConcurrentHashMap<>();
    Arrays.stream(query == null ? new String[0] : query.split("&"))
        .map(part -> part.split("=", 2))
        .forEach(part -> values.put(part[0], URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
    return values;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

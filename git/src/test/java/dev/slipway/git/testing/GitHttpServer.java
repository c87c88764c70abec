package dev.slipway.git.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the repositories of a folder with {@code git http-backend} on a free loopback port, with
 * or without basic authentication, and remembers the requests it got.
 */
public final class GitHttpServer implements AutoCloseable {

  private static final String BACKEND = "/usr/lib/git-core/git-http-backend";

  private final Path folder;
  private final @Nullable String authorization;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** A request's path and its Authorization header, empty without. */
  public record Request(String path, String authorization) {}

  private GitHttpServer(Path folder, @Nullable String authorization) throws IOException {
    this.folder = folder;
    this.authorization = authorization;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Serves to everybody. */
  public static GitHttpServer open(Path folder) throws IOException {
    return new GitHttpServer(folder, null);
  }

  /** Serves to those who know. */
  public static GitHttpServer withBasicAuth(Path folder, String user, String password)
      throws IOException {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new GitHttpServer(folder, "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** Serves to those who send this header. */
  public static GitHttpServer withAuthorization(Path folder, String header) throws IOException {
    return new GitHttpServer(folder, header);
  }

  public String url(String repository) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String sent = exchange.getRequestHeaders().getFirst("Authorization");
      requests.add(new Request(exchange.getRequestURI().getPath(), sent == null ? "" : sent));
      if (authorization != null && !authorization.equals(sent)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      runBackend(exchange);
    }
  }

  private void runBackend(HttpExchange exchange) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(BACKEND);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("GIT_PROJECT_ROOT", folder.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_COUNT", "1");
    environment.put("GIT_CONFIG_KEY_0", "safe.directory");
    environment.put("GIT_CONFIG_VALUE_0", "*");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    String query = exchange.getRequestURI().getRawQuery();
    environment.put("QUERY_STRING", query == null ? "" : query);
    putHeader(environment, "CONTENT_TYPE", exchange, "Content-Type");
    putHeader(environment, "HTTP_CONTENT_ENCODING", exchange, "Content-Encoding");
    putHeader(environment, "GIT_PROTOCOL", exchange, "Git-Protocol");
    Process backend = builder.start();
    try (OutputStream body = backend.getOutputStream()) {
      exchange.getRequestBody().transferTo(body);
    }
    answer(exchange, backend.getInputStream());
  }

  private static void putHeader(
      Map<String, String> environment, String name, HttpExchange exchange, String header) {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) {
      environment.put(name, value);
    }
  }

  private static void answer(HttpExchange exchange, InputStream output) throws IOException {
    int status = 200;
    for (String line = line(output); !line.isEmpty(); line = line(output)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (name.equalsIgnoreCase("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      output.transferTo(body);
    }
  }

  private static String line(InputStream output) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = output.read(); c >= 0 && c != '\n'; c = output.read()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.slipway.e2e.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code git http-backend} behind a small HTTP server, with or without basic authentication. */
public final class GitHttpServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path root;
  private final Optional<String> credentials;

  private GitHttpServer(HttpServer server, Path root, Optional<String> credentials) {
    this.server = server;
    this.root = root;
    this.credentials = credentials;
  }

  /** Serves all bare repositories below a folder to everybody. */
  public static GitHttpServer open(Path root) throws IOException {
    return start(root, Optional.empty());
  }

  /** Serves them to one user. */
  public static GitHttpServer withPassword(Path root, String user, String password)
      throws IOException {
    return start(root, Optional.of(user + ":" + password));
  }

  private static GitHttpServer start(Path root, Optional<String> credentials) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    GitHttpServer server = new GitHttpServer(http, root, credentials);
    http.createContext("/", server::handle);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  /** The clone URL of {@code <root>/<name>.git}. */
  public String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name + ".git";
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (credentials.isPresent() && !isAuthorized(exchange)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      Process backend = backend(exchange).start();
      try (OutputStream in = backend.getOutputStream()) {
        exchange.getRequestBody().transferTo(in);
      }
      try (InputStream out = backend.getInputStream()) {
        answer(exchange, out);
      } finally {
        backend.destroy();
      }
    }
  }

  private boolean isAuthorized(HttpExchange exchange) {
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(credentials.orElseThrow().getBytes(StandardCharsets.UTF_8));
    return expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private ProcessBuilder backend(HttpExchange exchange) {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_COUNT", "1");
    environment.put("GIT_CONFIG_KEY_0", "safe.directory");
    environment.put("GIT_CONFIG_VALUE_0", "*");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getRawQuery()));
    environment.put("CONTENT_TYPE", orEmpty(exchange.getRequestHeaders().getFirst("Content-Type")));
    environment.put(
        "HTTP_CONTENT_ENCODING",
        orEmpty(exchange.getRequestHeaders().getFirst("Content-Encoding")));
    environment.put("GIT_PROTOCOL", orEmpty(exchange.getRequestHeaders().getFirst("Git-Protocol")));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  /** Turns the CGI answer, headers and an empty line and the body, into an HTTP one. */
  private static void answer(HttpExchange exchange, InputStream out) throws IOException {
    int status = 200;
    for (String line = readLine(out); !line.isEmpty(); line = readLine(out)) {
      String[] header = line.split(": ", 2);
      if (header[0].equalsIgnoreCase("Status")) {
        status = Integer.parseInt(header[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(header[0], header[1]);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      out.transferTo(body);
    }
  }

  private static String readLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.slipway.worker.publish.jib;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registry that takes everything, and lists what refers to a subject, as OCI 1.1 has it. */
final class ListingRegistry implements AutoCloseable {

  private static final Pattern SUBJECT =
      Pattern.compile("\"subject\":\\{[^}]*\"digest\":\"(sha256:[0-9a-f]{64})\"");

  private final HttpServer server;
  private final List<String> manifests = new CopyOnWriteArrayList<>();

  ListingRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v2/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The paths that manifests were put at. */
  List<String> manifests() {
    return List.copyOf(manifests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    int status =
        switch (exchange.getRequestMethod()) {
          case "HEAD" -> 404;
          case "POST", "PATCH" -> upload(exchange);
          case "PUT" -> put(exchange, path, body);
          default -> 200;
        };
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static int upload(HttpExchange exchange) {
    exchange.getResponseHeaders().add("Location", "/v2/demo/hello/blobs/uploads/1");
    return 202;
  }

  private int put(HttpExchange exchange, String path, String body) {
    if (path.contains("/manifests/")) {
      manifests.add(path);
      Matcher subject = SUBJECT.matcher(body);
      if (subject.find()) {
        exchange.getResponseHeaders().add("OCI-Subject", subject.group(1));
      }
      exchange
          .getResponseHeaders()
          .add("Docker-Content-Digest", path.substring(path.lastIndexOf('/') + 1));
    }
    return 201;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

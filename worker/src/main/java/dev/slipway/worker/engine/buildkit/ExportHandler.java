package dev.slipway.worker.engine.buildkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.slipway.core.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The pushing half of the OCI distribution-spec ("Push"), for exports that are under way. */
final class ExportHandler implements HttpHandler {

  private static final Logger LOG = Logger.getLogger(ExportHandler.class);
  private static final Pattern PATH =
      Pattern.compile("/v2/(.+)/(blobs/uploads|blobs|manifests)/([^/]*)");
  private static final Pattern DIGEST_PARAMETER =
      Pattern.compile("(?:^|&)digest=sha256(?::|%3A)([0-9a-f]{64})(?:&|$)");
  private static final String BASIC = "Basic ";
  private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int FAILED = 500;

  private final Map<String, ImageExport> exports;

  /**
   * @param exports by their users
   */
  ExportHandler(Map<String, ImageExport> exports) {
    this.exports = exports;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        answer(exchange, respond(exchange));
      } catch (IOException e) {
        LOG.warnf("An image export failed: %s", e.getMessage());
        answer(exchange, FAILED);
      }
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  private int respond(HttpExchange exchange) throws IOException {
    Optional<ImageExport> export = authenticated(exchange);
    if (export.isEmpty()) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"slipway\"");
      return UNAUTHORIZED;
    }
    export.get().reach();
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/v2/")) {
      return OK;
    }
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches() || !matcher.group(1).equals(export.get().repository())) {
      return NOT_FOUND;
    }
    String method = exchange.getRequestMethod();
    return switch (method + " " + matcher.group(2)) {
      case "HEAD blobs" -> find(exchange, export.get(), matcher.group(3));
      case "POST blobs/uploads" -> start(exchange, export.get());
      case "PATCH blobs/uploads" -> append(exchange, export.get(), matcher.group(3));
      case "PUT blobs/uploads" -> finish(exchange, export.get(), matcher.group(3));
      case "PUT manifests" -> manifest(exchange, export.get());
      default -> NOT_FOUND;
    };
  }

  private Optional<ImageExport> authenticated(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      byte[] pair = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String[] login = new String(pair, StandardCharsets.UTF_8).split(":", 2);
      return login.length < 2
          ? Optional.empty()
          : Optional.ofNullable(exports.get(login[0]))
              .filter(export -> export.isPassword(login[1]));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not Base64
    }
  }

  private static int find(HttpExchange exchange, ImageExport export, String digest)
      throws IOException {
    Optional<Digest> wanted = digest(digest);
    OptionalLong size = wanted.isEmpty() ? OptionalLong.empty() : export.known(wanted.get());
    if (size.isEmpty()) {
      return NOT_FOUND;
    }
    exchange.getResponseHeaders().set("Content-Length", Long.toString(size.getAsLong()));
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    return OK;
  }

  private static Optional<Digest> digest(String text) {
    try {
      return Optional.of(new Digest(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int start(HttpExchange exchange, ImageExport export) throws IOException {
    String upload = UUID.randomUUID().toString();
    export.start(upload);
    locate(exchange, export, upload, 0);
    return ACCEPTED;
  }

  private static int append(HttpExchange exchange, ImageExport export, String upload)
      throws IOException {
    Optional<ExportedBlobs.Upload> blob = export.upload(upload);
    if (blob.isEmpty()) {
      return NOT_FOUND;
    }
    locate(exchange, export, upload, blob.get().append(exchange.getRequestBody()));
    return ACCEPTED;
  }

  private static void locate(HttpExchange exchange, ImageExport export, String upload, long size) {
    var headers = exchange.getResponseHeaders();
    headers.set("Location", "/v2/" + export.repository() + "/blobs/uploads/" + upload);
    headers.set("Docker-Upload-UUID", upload);
    headers.set("Range", "0-" + Math.max(0, size - 1));
  }

  private static int finish(HttpExchange exchange, ImageExport export, String upload)
      throws IOException {
    Optional<ExportedBlobs.Upload> blob = export.upload(upload);
    if (blob.isEmpty()) {
      return NOT_FOUND;
    }
    blob.get().append(exchange.getRequestBody());
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    Matcher digest = DIGEST_PARAMETER.matcher(query);
    if (!digest.find() || !export.finish(upload, new Digest("sha256:" + digest.group(1)))) {
      return BAD_REQUEST;
    }
    exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:" + digest.group(1));
    return CREATED;
  }

  private static int manifest(HttpExchange exchange, ImageExport export) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(LARGEST_MANIFEST + 1);
    if (bytes.length > LARGEST_MANIFEST) {
      return TOO_LARGE;
    }
    Digest digest = export.manifest(bytes);
    exchange.getResponseHeaders().set("Docker-Content-Digest", digest.value());
    return CREATED;
  }
}

package dev.slipway.e2e.bench.engines;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.e2e.stack.Commands;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A flat repository of one Debian package on loopback, so that {@code apt-get} takes the same time
 * for everybody and every round.
 */
final class AptRepository implements AutoCloseable {

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  private AptRepository(Path folder) throws IOException {
    this.folder = folder;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Downloads the package with the machine's own apt, and serves it. */
  static AptRepository of(String packageName, Path folder) throws IOException {
    Files.createDirectories(folder);
    Commands.run(folder, "chmod", "a+rwx", folder.toString());
    Commands.run(folder, "apt-get", "download", packageName);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.filter(f -> f.toString().endsWith(".deb")).findFirst().orElseThrow();
    }
    String fields = Commands.run(folder, "dpkg-deb", "--field", file.toString());
    String hash = Commands.run(folder, "sha256sum", file.toString()).split(" ", 2)[0];
    Files.writeString(
        folder.resolve("Packages"),
        fields
            + "Filename: ./"
            + file.getFileName()
            + "\nSize: "
            + Files.size(file)
            + "\nSHA256: "
            + hash
            + "\n\n");
    return new AptRepository(folder);
  }

  /** The line for sources.list. */
  String source() {
    return "deb [trusted=yes] http://127.0.0.1:" + server.getAddress().getPort() + "/ ./\n";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.sendResponseHeaders(200, Files.size(file));
      try (OutputStream body = exchange.getResponseBody()) {
        Files.copy(file, body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package dev.slipway.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Serves one repository for fetching over Git's smart HTTP protocol (gitprotocol-http(5)), on a
 * loopback port. It stands in for a Git host, so it is a server of its own.
 */
final class GitServer implements AutoCloseable {

  private static final String SERVICE = "git-upload-pack";
  private static final String PATH = "/hello.git";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Repository repository;

  private GitServer(HttpServer server, Repository repository) {
    this.server = server;
    this.repository = repository;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "slipway-demo-git");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts serving.
   *
   * @param wantedPort the port to take if it is free, or 0
   */
  static GitServer start(Repository repository, int wantedPort) throws IOException {
    HttpServer http = bind(wantedPort);
    GitServer server = new GitServer(http, repository);
    http.setExecutor(server.threads);
    http.createContext(PATH + "/info/refs", server::advertise);
    http.createContext(PATH + "/" + SERVICE, server::fetch);
    http.start();
    return server;
  }

  /** Where the repository is. */
  String cloneUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer bind(int wantedPort) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      return HttpServer.create(new InetSocketAddress(loopback, wantedPort), 0);
    } catch (BindException e) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  private void advertise(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!("service=" + SERVICE).equals(exchange.getRequestURI().getRawQuery())) {
        exchange.sendResponseHeaders(NOT_FOUND, -1); // the old "dumb" protocol, or a push
        return;
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      uploadPack(exchange)
          .sendAdvertisedRefs(new PacketLineOutRefAdvertiser(new PacketLineOut(answer)), SERVICE);
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/x-" + SERVICE + "-advertisement");
      exchange.sendResponseHeaders(OK, answer.size());
      answer.writeTo(exchange.getResponseBody());
    }
  }

  private void fetch(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/x-" + SERVICE + "-result");
      exchange.sendResponseHeaders(OK, 0);
      uploadPack(exchange).upload(body(exchange), exchange.getResponseBody(), null);
    }
  }

  private UploadPack uploadPack(HttpExchange exchange) {
    UploadPack uploadPack = new UploadPack(repository);
    uploadPack.setBiDirectionalPipe(false);
    uploadPack.setRequestPolicy(UploadPack.RequestPolicy.REACHABLE_COMMIT);
    String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
    if (protocol != null) {
      uploadPack.setExtraParameters(List.of(protocol.split(":")));
    }
    return uploadPack;
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(exchange.getRequestBody())
        : exchange.getRequestBody();
  }
}

package dev.slipway.worker.engine.buildkit;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.worker.publish.BaseImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine hands images over to this worker: as much of a registry as {@code docker push}
 * needs, on the loopback interface, for one export at a time and its one-time login. It starts with
 * the first export and keeps its port: by the port the engine remembers what it has sent.
 */
final class ExportEndpoint implements AutoCloseable {

  private static final int SECRET_BYTES = 16;
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final SecureRandom random;
  private final Map<String, ImageExport> exports = new ConcurrentHashMap<>();
  private @Nullable Running running;

  private record Running(HttpServer server, PlainHttpFront front, ExecutorService threads) {}

  ExportEndpoint(SecureRandom random) {
    this.random = random;
  }

  /** Host and port, for the names of images. */
  synchronized String host() throws IOException {
    if (running == null) {
      running = start();
    }
    return "127.0.0.1:" + running.front().port();
  }

  private Running start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool(ExportEndpoint::thread);
    server.setExecutor(threads);
    server.createContext("/", new ExportHandler(exports));
    server.start();
    return new Running(server, PlainHttpFront.open(server.getAddress(), threads), threads);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "buildkit-export-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Lets an image in, until {@link #end}.
   *
   * @param base whose layers need not be sent, null without
   */
  ImageExport begin(String repository, ExportedBlobs blobs, @Nullable BaseImage base) {
    ImageExport export = new ImageExport(secret(), secret(), repository, blobs, base);
    exports.put(export.user(), export);
    return export;
  }

  /** Closes the door behind an export. */
  void end(ImageExport export) throws IOException {
    exports.remove(export.user());
    export.discard();
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public synchronized void close() throws IOException {
    if (running != null) {
      running.front().close();
      running.server().stop(0);
      running.threads().shutdownNow();
      running = null;
    }
  }
}

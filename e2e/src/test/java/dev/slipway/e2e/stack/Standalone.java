package dev.slipway.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged standalone as a process of its own, as an operator starts it. */
public final class Standalone implements AutoCloseable {

  /** The admin token that the tests give it. */
  public static final String ADMIN_TOKEN = "e2e-admin-token-of-32-characters";

  private static final Duration START = Duration.ofSeconds(90);

  private final Path folder;
  private final int port;
  private final Map<String, String> environment;
  private Process process;

  private Standalone(Path folder, int port, Map<String, String> environment) {
    this.folder = folder;
    this.port = port;
    this.environment = environment;
  }

  /** Starts on a free port with its data in {@code <folder>/data}, and waits until it is ready. */
  public static Standalone start(Path folder, Map<String, String> environment) {
    Standalone standalone = new Standalone(folder, Ports.free(), environment);
    standalone.startAgain();
    return standalone;
  }

  /** Starts a process on the same data and port, and waits until it is ready. */
  public void startAgain() {
    try {
      Files.createDirectories(folder);
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-Xmx640m",
                      "-XX:+UseSerialGC",
                      "-DsendCredentialsOverHttp=true",
                      "-jar",
                      System.getProperty("slipway.application")))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
      builder.environment().put("SLIPWAY_DATA", folder.resolve("data").toString());
      builder.environment().put("SLIPWAY_PORT", Integer.toString(port));
      builder.environment().put("SLIPWAY_ADMIN_TOKEN", ADMIN_TOKEN);
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(
        () -> "Slipway is ready; it printed:\n" + log(),
        START,
        () -> !process.isAlive() || isReady());
    if (!process.isAlive()) {
      throw new IllegalStateException("Slipway ended at once; it printed:\n" + log());
    }
  }

  /** {@code http://127.0.0.1:port}. */
  public String url() {
    return "http://" + host();
  }

  /** {@code 127.0.0.1:port}, which is the embedded registry's name too. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** Everything the process printed, over all its starts. */
  public String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process lives. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}: no shutdown hook runs. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As Ctrl-C or {@code kill}: it shuts down by itself, within 30 seconds. */
  public int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Slipway did not stop; it printed:\n" + log());
    }
    return process.exitValue();
  }

  private boolean isReady() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url() + "/q/health/ready"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Path logFile() {
    return folder.resolve("slipway.log");
  }

  @Override
  public void close() throws InterruptedException {
    if (process.isAlive()) {
      stop();
    }
  }
}

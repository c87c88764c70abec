package dev.slipway.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged program as a process, its output in a file. */
final class SlipwayProcess implements AutoCloseable {

  private static final String LAST_WORDS_OF_THE_START = "stop     Ctrl-C";

  static final String ADMIN_TOKEN = "token-for-process-tests";

  /** Where the build puts it, seen from the module's folder, in which tests run. */
  private static final Path APPLICATION =
      Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;
  private final int port;

  private SlipwayProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /** Starts it on a free port. */
  static SlipwayProcess start(Path data, String... arguments) throws IOException {
    return start(data, freePort(), Map.of(), arguments);
  }

  static SlipwayProcess start(
      Path data, int port, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-DsendCredentialsOverHttp=true",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                APPLICATION.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("slipway", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    builder.environment().put("SLIPWAY_DATA", data.toString());
    builder.environment().put("SLIPWAY_PORT", Integer.toString(port));
    builder.environment().put("SLIPWAY_ADMIN_TOKEN", ADMIN_TOKEN);
    builder.environment().putAll(environment);
    return new SlipwayProcess(builder.redirectOutput(output.toFile()).start(), output, port);
  }

  SlipwayProcess awaitReady() {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || output().contains(LAST_WORDS_OF_THE_START));
    if (!process.isAlive()) {
      throw new AssertionError("Slipway ended with " + process.exitValue() + ":\n" + output());
    }
    return this;
  }

  /** Waits for the end and tells the exit status. */
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("Slipway doesn't end:\n" + output());
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  /** All it has printed so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A GET, with the admin token. */
  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + ADMIN_TOKEN);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() throws Exception {
    terminate();
    awaitExit();
    Files.deleteIfExists(output);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}

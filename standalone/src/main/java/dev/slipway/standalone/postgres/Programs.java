package dev.slipway.standalone.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end with a bound on time, its output going to a file. */
final class Programs {

  private static final int TAIL_LINES = 5;

  private Programs() {}

  /**
   * Runs a command.
   *
   * @param prefix what runs before the command itself, may be empty
   * @throws IOException when it fails or takes too long; the message has the end of its output
   */
  static void run(List<String> prefix, List<String> command, Path output, Duration limit)
      throws IOException {
    int status = status(prefix, command, output, limit);
    if (status != 0) {
      throw new IOException(
          Path.of(command.get(0)).getFileName() + " ended with " + status + ": " + tail(output));
    }
  }

  /** Runs a command and tells its exit status. */
  static int status(List<String> prefix, List<String> command, Path output, Duration limit)
      throws IOException {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().put("LC_ALL", "C");
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.get(0) + " took longer than " + limit.toSeconds() + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + command.get(0), e);
    }
  }

  /** The last lines of a file, for a message. */
  static String tail(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "(no output)";
    }
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip().lines().toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }
}

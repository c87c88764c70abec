package dev.slipway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of the machine that talks to registries.
 *
 * @param name of the program
 * @param directory where it runs, writes its output and keeps what it stores
 * @param environment what it gets beside the tests' own environment
 */
record Tool(String name, Path directory, Map<String, String> environment) {

  private static final int TIMEOUT_SECONDS = 120;

  /** The result of a run. */
  record Result(int exitCode, String output) {}

  /** Skips the test where the program is missing, except in continuous integration. */
  void require() {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    if (!"true".equals(System.getenv("CI"))) {
      Assumptions.assumeTrue(there, name + " is not installed");
    }
  }

  /** Runs it and expects success. */
  String run(String... arguments) {
    Result result = tryToRun(arguments);
    assertEquals(0, result.exitCode(), name + ": " + result.output());
    return result.output();
  }

  /** Runs it, whatever comes out. */
  Result tryToRun(String... arguments) {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(arguments));
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(name + " did not end: " + Files.readString(log));
      }
      return new Result(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}

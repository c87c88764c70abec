package dev.slipway.worker.engine.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A program whose output is read line by line. It gets the environment it is given and nothing
 * else, so it sees no secret of the service, and no shell ever reads its arguments as its own text.
 */
public final class ChildProcess {

  private static final Logger LOG = Logger.getLogger(ChildProcess.class);
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration DEATH = Duration.ofSeconds(4);
  private static final int LONGEST_LINE = 64 * 1024;

  private ChildProcess() {}

  /**
   * Runs a program to its end. When the calling thread is interrupted, the program and all that it
   * has started are ended: asked first, then killed.
   *
   * @param onLine called for each line of output and errors, from another thread
   * @return the exit code
   */
  public static int run(
      List<String> command, Map<String, String> environment, Path folder, Consumer<String> onLine)
      throws IOException, InterruptedException {
    Process process = start(command, environment, folder);
    Thread reader = read(process, onLine);
    try {
      int exitCode = process.waitFor();
      reader.join();
      return exitCode;
    } catch (InterruptedException e) {
      end(process);
      reader.interrupt();
      throw e;
    }
  }

  /**
   * Runs a program that is held together with all that it starts; what is left when it has ended is
   * killed. When the calling thread is interrupted, it is asked to end first.
   *
   * @param onLine called for each line of output and errors, from another thread
   * @return the exit code
   */
  public static int run(
      Confinement confinement,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      Consumer<String> onLine)
      throws IOException, InterruptedException {
    List<String> held = new ArrayList<>(confinement.launcher());
    held.addAll(command);
    Process process = start(held, environment, folder);
    confinement.started(process);
    Thread reader = read(process, onLine);
    try {
      int exitCode = process.waitFor();
      confinement.kill(); // nobody may outlive the program and hold its output
      reader.join();
      return exitCode;
    } catch (InterruptedException e) {
      process.destroy();
      awaitEnd(process, GRACE);
      confinement.kill();
      reader.interrupt();
      throw e;
    }
  }

  private static Process start(List<String> command, Map<String, String> environment, Path folder)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static Thread read(Process process, Consumer<String> onLine) {
    Thread reader = new Thread(() -> readLines(process, onLine), "output-" + process.pid());
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  private static void readLines(Process process, Consumer<String> onLine) {
    try (Reader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int c = output.read(); c >= 0; c = output.read()) {
        boolean ends = c == '\n';
        if (!ends) {
          line.append((char) c);
        }
        if (ends || line.length() >= LONGEST_LINE) {
          onLine.accept(line.toString());
          line.setLength(0);
        }
      }
      if (!line.isEmpty()) {
        onLine.accept(line.toString());
      }
    } catch (IOException e) {
      // Ending a process closes its output under the reader; how it ended tells its exit code.
      LOG.debugf("The output of process %d ended: %s", process.pid(), e.getMessage());
    }
  }

  /**
   * The descendants are looked up first: once their parent is dead, nobody knows whose they are.
   */
  private static void end(Process process) {
    Set<ProcessHandle> tree = new LinkedHashSet<>();
    collect(process, tree);
    process.destroy();
    if (!awaitEnd(process, GRACE)) {
      collect(process, tree);
      tree.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    tree.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(process, DEATH);
  }

  private static void collect(Process process, Set<ProcessHandle> tree) {
    process.descendants().forEach(tree::add);
  }

  /** Waits although the thread is to stop: the caller must be able to rely on the end. */
  private static boolean awaitEnd(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

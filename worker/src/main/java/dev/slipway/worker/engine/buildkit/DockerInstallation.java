package dev.slipway.worker.engine.buildkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the Docker engine. It is asked once; one that is missing is looked for again after a while,
 * so that starting it needs no restart of the worker, and its absence delays no build.
 */
final class DockerInstallation {

  private static final String UNIX = "unix://";

  private final BuildkitConfig config;
  private final Path folder;
  private final Clock clock;
  private @Nullable DockerSetup setup;
  private @Nullable MissingException missing;
  private Instant again = Instant.MIN;

  /**
   * @param folder for the command's settings, the worker's alone; made when needed
   */
  DockerInstallation(BuildkitConfig config, Path folder, Clock clock) {
    this.config = config;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * The engine and the command for it.
   *
   * @throws MissingException when there is none to be used
   */
  synchronized DockerSetup setup() throws MissingException, InterruptedException {
    if (setup != null) {
      return setup;
    }
    if (missing != null && clock.instant().isBefore(again)) {
      throw missing;
    }
    try {
      setup = probe();
      return setup;
    } catch (MissingException e) {
      missing = e;
      again = clock.instant().plus(config.probeInterval());
      throw e;
    }
  }

  /** Has the engine looked for again: it does not answer any more. */
  synchronized void forget() {
    setup = null;
  }

  private DockerSetup probe() throws MissingException, InterruptedException {
    String host = config.host();
    if (host.startsWith(UNIX) && !Files.exists(Path.of(host.substring(UNIX.length())))) {
      throw new MissingException(
          "no Docker engine is at "
              + host
              + "; install and start one (on Debian: apt-get install docker.io), or set"
              + " SLIPWAY_WORKER_BUILDKIT_HOST to where it listens.");
    }
    try {
      Files.createDirectories(folder);
      return within(config.probeTimeout(), new DockerProbe(config, folder));
    } catch (IOException e) {
      throw new MissingException("Docker can't be probed: " + e.getMessage());
    }
  }

  private static DockerSetup within(Duration limit, DockerProbe probe)
      throws MissingException, IOException, InterruptedException {
    FutureTask<DockerSetup> task = new FutureTask<>(probe);
    Thread thread = new Thread(task, "docker-probe");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new MissingException(
          "the Docker engine did not answer within " + limit.toMillis() + " ms; see its log.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MissingException cause) {
        throw cause;
      }
      throw new IOException(String.valueOf(e.getCause()), e);
    } finally {
      task.cancel(true);
    }
  }
}

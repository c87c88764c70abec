package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.process.Limits;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The limits that the operator has set, and those that fit this machine where none are set. */
final class BuildLimits {

  private static final Logger LOG = Logger.getLogger(BuildLimits.class);
  private static final long USUAL_MEMORY = 4L << 30;
  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private BuildLimits() {}

  /** Of 4 GiB and three quarters of the machine, a build gets the lesser. */
  static Limits of(BuildahConfig.Limits config) {
    long memory =
        config
            .memory()
            .map(MemorySize::asLongValue)
            .orElseGet(() -> Math.min(USUAL_MEMORY, machineMemory() / 4 * 3));
    return new Limits(
        memory, config.cpus(), config.pids(), config.disk().asLongValue(), config.files());
  }

  private static long machineMemory() {
    try (Stream<String> lines = Files.lines(MEMINFO)) {
      return lines
          .filter(line -> line.startsWith("MemTotal:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(USUAL_MEMORY * 2);
    } catch (IOException e) {
      LOG.debugf("The machine's memory is not known: %s", e.getMessage());
      return USUAL_MEMORY * 2;
    }
  }
}

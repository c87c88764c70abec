package dev.slipway.worker.engine.process;

import dev.slipway.worker.engine.process.ControlGroups.Controller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A folder of the unified hierarchy (cgroup v2). Its controllers are to be turned on for the
 * folders below, which the kernel refuses while processes are in it: they move into one of those
 * first, but only where they are this worker's own.
 */
final class Delegation {

  private static final Logger LOG = Logger.getLogger(Delegation.class);
  private static final String WORKER = "slipway-worker";

  private final Path folder;

  Delegation(Path folder) {
    this.folder = folder;
  }

  /** Whether folders below have the controller, which is turned on for them if need be. */
  boolean offers(Controller controller) throws IOException {
    if (!words("cgroup.controllers").contains(controller.word())) {
      return false;
    }
    if (isOn(controller)) {
      return true;
    }
    try {
      turnOn(controller);
    } catch (IOException e) {
      LOG.debugf("Processes are to leave %s: %s", folder, e.getMessage());
      if (!processesAreOurs()) {
        return false;
      }
      tryAgainWithoutProcesses(controller);
    }
    return isOn(controller);
  }

  private void tryAgainWithoutProcesses(Controller controller) {
    try {
      Path below = Files.createDirectories(folder.resolve(WORKER)).resolve("cgroup.procs");
      for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
        Files.writeString(below, pid);
      }
      turnOn(controller);
    } catch (IOException e) {
      LOG.debugf("%s has no %s to give: %s", folder, controller.word(), e.getMessage());
    }
  }

  private boolean isOn(Controller controller) throws IOException {
    return words("cgroup.subtree_control").contains(controller.word());
  }

  private void turnOn(Controller controller) throws IOException {
    Files.writeString(folder.resolve("cgroup.subtree_control"), "+" + controller.word());
  }

  private boolean processesAreOurs() throws IOException {
    Set<Long> ours = new HashSet<>();
    ProcessHandle self = ProcessHandle.current();
    Stream.iterate(self, p -> p.parent().isPresent(), p -> p.parent().orElseThrow())
        .forEach(process -> ours.add(process.pid()));
    ours.add(1L); // of a container, whose only work this worker is
    self.descendants().forEach(process -> ours.add(process.pid()));
    return Files.readAllLines(folder.resolve("cgroup.procs")).stream()
        .map(Long::parseLong)
        .allMatch(ours::contains);
  }

  private List<String> words(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path)
        ? Arrays.asList(Files.readString(path).strip().split("\\s+"))
        : List.of();
  }
}

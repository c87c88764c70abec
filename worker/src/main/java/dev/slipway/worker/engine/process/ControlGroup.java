package dev.slipway.worker.engine.process;

import dev.slipway.worker.engine.process.ControlGroups.Controller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The control groups of one build (cgroups(7)): one folder where all controllers share a hierarchy,
 * several where each has its own. The kernel holds the limits; nothing that a process does to its
 * parents, session or user gets it out.
 */
final class ControlGroup implements Confinement {

  private static final Logger LOG = Logger.getLogger(ControlGroup.class);
  private static final Duration DEATH = Duration.ofSeconds(10);

  /** Microseconds; the share of them that a build may run is its number of processors. */
  private static final long PERIOD = 100_000;

  /** Joins before it becomes the program, so that no moment is left to start something outside. */
  private static final String JOIN =
      "while [ \"$1\" != -- ]; do echo 0 > \"$1\" || exit 125; shift; done; shift; exec \"$@\"";

  private final Map<Controller, Path> folders;
  private final Limits limits;

  private ControlGroup(Map<Controller, Path> folders, Limits limits) {
    this.folders = Map.copyOf(folders);
    this.limits = limits;
  }

  /**
   * Makes the folders and sets the limits.
   *
   * @param folders where each controller's folder is to be
   */
  static ControlGroup make(Map<Controller, Path> folders, Limits limits) throws IOException {
    ControlGroup group = new ControlGroup(folders, limits);
    boolean made = false;
    try {
      for (Path folder : group.distinct()) {
        Files.createDirectory(folder);
      }
      limit(folders, limits);
      made = true;
      return group;
    } finally {
      if (!made) {
        group.close();
      }
    }
  }

  /** One that is there already: what a worker before has left. */
  static ControlGroup existing(Map<Controller, Path> folders, Limits limits) {
    return new ControlGroup(folders, limits);
  }

  /** Sets the limits of folders that are there. */
  static void limit(Map<Controller, Path> folders, Limits limits) throws IOException {
    for (Map.Entry<Controller, Path> entry : folders.entrySet()) {
      switch (entry.getKey()) {
        case MEMORY -> setMemory(entry.getValue(), limits);
        case PIDS -> write(entry.getValue().resolve("pids.max"), Integer.toString(limits.pids()));
        case CPU -> setCpu(entry.getValue(), limits);
      }
    }
  }

  private static void setMemory(Path folder, Limits limits) throws IOException {
    String bytes = Long.toString(limits.memory());
    if (Files.exists(folder.resolve("memory.max"))) {
      write(folder.resolve("memory.max"), bytes);
      writeIfThere(folder.resolve("memory.swap.max"), "0");
      return;
    }
    write(folder.resolve("memory.limit_in_bytes"), bytes);
    writeIfThere(folder.resolve("memory.memsw.limit_in_bytes"), bytes);
  }

  private static void setCpu(Path folder, Limits limits) throws IOException {
    if (limits.cpus() == 0) {
      return;
    }
    long quota = Math.max(1000, Math.round(limits.cpus() * PERIOD));
    if (Files.exists(folder.resolve("cpu.max"))) {
      write(folder.resolve("cpu.max"), quota + " " + PERIOD);
      return;
    }
    write(folder.resolve("cpu.cfs_period_us"), Long.toString(PERIOD));
    write(folder.resolve("cpu.cfs_quota_us"), Long.toString(quota));
  }

  @Override
  public List<String> launcher() {
    List<String> launcher = new ArrayList<>(List.of("/bin/sh", "-c", JOIN, "join"));
    distinct().forEach(folder -> launcher.add(folder.resolve("cgroup.procs").toString()));
    launcher.add("--");
    return launcher;
  }

  @Override
  public void started(Process process) {
    // The kernel counts.
  }

  @Override
  public Optional<Breach> breach() {
    Path memory = folder(Controller.MEMORY);
    if (count(memory.resolve("memory.events"), "oom_kill") > 0
        || count(memory.resolve("memory.oom_control"), "oom_kill") > 0) {
      return Optional.of(Breach.memory(limits));
    }
    return count(folder(Controller.PIDS).resolve("pids.events"), "max") > 0
        ? Optional.of(Breach.pids(limits))
        : Optional.empty();
  }

  /** The number behind a word in a file of lines such as {@code oom_kill 1}; 0 without. */
  private static long count(Path file, String word) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(word + " "))
          .mapToLong(line -> Long.parseLong(line.substring(word.length() + 1).strip()))
          .findFirst()
          .orElse(0);
    } catch (IOException | NumberFormatException e) {
      LOG.tracef("%s says nothing: %s", file, e.getMessage());
      return 0; // the other version's file, or gone with its group
    }
  }

  /** First nobody may start another process, then none is left: that is no race. */
  @Override
  public void kill() {
    tryToWrite(folder(Controller.PIDS), "pids.max", "0");
    distinct().forEach(folder -> tryToWrite(folder, "cgroup.kill", "1"));
    if (!Pause.until(this::killOnce, DEATH)) {
      LOG.warnf("Processes of %s do not end", folder(Controller.PIDS));
    }
  }

  private boolean killOnce() {
    Set<Long> pids = new LinkedHashSet<>();
    distinct().forEach(folder -> pids.addAll(processes(folder)));
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    return pids.isEmpty();
  }

  private static List<Long> processes(Path folder) {
    try {
      return Files.readAllLines(folder.resolve("cgroup.procs")).stream()
          .map(Long::parseLong)
          .toList();
    } catch (IOException e) {
      LOG.tracef("%s has no processes: %s", folder, e.getMessage());
      return List.of();
    }
  }

  @Override
  public void close() {
    kill();
    for (Path folder : distinct()) {
      if (!Pause.until(() -> removed(folder), DEATH)) {
        LOG.warnf("The control group %s can't be removed", folder);
      }
    }
  }

  /** The kernel needs a moment after the last process before a group can go. */
  private static boolean removed(Path folder) {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Set<Path> distinct() {
    return new LinkedHashSet<>(folders.values());
  }

  private Path folder(Controller controller) {
    return folders.getOrDefault(controller, folders.values().iterator().next());
  }

  private static void write(Path file, String value) throws IOException {
    try {
      Files.writeString(file, value);
    } catch (NoSuchFileException e) {
      throw new IOException(
          file + " is not there: the controller is not on in " + file.getParent(), e);
    }
  }

  private static void writeIfThere(Path file, String value) throws IOException {
    if (Files.exists(file)) {
      Files.writeString(file, value);
    }
  }

  private static void tryToWrite(Path folder, String name, String value) {
    Path file = folder.resolve(name);
    try {
      writeIfThere(file, value);
    } catch (IOException e) {
      LOG.debugf("%s is not written: %s", file, e.getMessage());
    }
  }
}

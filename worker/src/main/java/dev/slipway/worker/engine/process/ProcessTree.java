package dev.slipway.worker.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * One build's processes where there are no control groups: those that descend from the programs
 * that were started, and those that carry the build's mark in their environment. What they use is
 * summed up from proc(5), and a per-user bound on processes slows down who forks faster than that.
 */
final class ProcessTree implements Confinement {

  /** The variable that marks them. */
  static final String MARK = "SLIPWAY_BUILD";

  private static final Logger LOG = Logger.getLogger(ProcessTree.class);
  private static final Duration DEATH = Duration.ofSeconds(10);
  private static final long KIB = 1024;

  private final String mark;
  private final Limits limits;
  private final List<ProcessHandle> roots = new CopyOnWriteArrayList<>();

  /**
   * @param mark unique for the build, without characters of the shell
   */
  ProcessTree(String mark, Limits limits) {
    this.mark = mark;
    this.limits = limits;
  }

  @Override
  public List<String> launcher() {
    return List.of(
        "prlimit", "--nproc=" + limits.pids(), "--core=0", "--", "env", MARK + "=" + mark);
  }

  @Override
  public void started(Process process) {
    roots.add(process.toHandle());
  }

  @Override
  public Optional<Breach> breach() {
    long memory = 0;
    long threads = 0;
    for (ProcessHandle process : alive()) {
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      memory += number(status, "VmRSS:") * KIB;
      threads += number(status, "Threads:");
    }
    if (memory > limits.memory()) {
      return Optional.of(Breach.memory(limits));
    }
    return threads > limits.pids() ? Optional.of(Breach.pids(limits)) : Optional.empty();
  }

  private static long number(Path status, String field) {
    try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith(field))
          .map(line -> line.substring(field.length()).strip().split(" ")[0])
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      LOG.tracef("A process has ended meanwhile: %s", e.getMessage());
      return 0;
    }
  }

  /** Descendants before those they descend from: orphans would be nobody's. */
  @Override
  public void kill() {
    Set<ProcessHandle> seen = new LinkedHashSet<>(marked(mark));
    if (!Pause.until(() -> killOnce(seen), DEATH)) {
      LOG.warnf("Processes of build %s do not end", mark);
    }
  }

  private boolean killOnce(Set<ProcessHandle> seen) {
    seen.addAll(alive());
    for (ProcessHandle process : List.copyOf(seen)) {
      process.descendants().forEach(seen::add);
    }
    List<ProcessHandle> living = seen.stream().filter(ProcessHandle::isAlive).toList();
    boolean onlyRoots = roots.containsAll(living);
    living.stream()
        .filter(process -> onlyRoots || !roots.contains(process))
        .forEach(ProcessHandle::destroyForcibly);
    return living.isEmpty();
  }

  private Set<ProcessHandle> alive() {
    Set<ProcessHandle> all = new LinkedHashSet<>();
    for (ProcessHandle root : roots) {
      root.descendants().forEach(all::add);
      if (root.isAlive()) {
        all.add(root);
      } else {
        roots.remove(root);
      }
    }
    return all;
  }

  /** Processes whose environment has a mark that starts so. */
  static List<ProcessHandle> marked(String prefix) {
    List<ProcessHandle> found = new ArrayList<>();
    String variable = MARK + "=" + prefix;
    ProcessHandle.allProcesses()
        .filter(process -> environment(process).anyMatch(entry -> entry.startsWith(variable)))
        .forEach(found::add);
    return found;
  }

  /** Ends all whose mark starts so, with what they have started. */
  static void killMarked(String prefix, Limits limits) {
    ProcessTree tree = new ProcessTree(prefix, limits);
    if (!marked(prefix).isEmpty()) {
      LOG.infof("Ending what an earlier run of this worker has left");
      tree.kill();
    }
  }

  private static Stream<String> environment(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
      return Stream.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\0"));
    } catch (IOException e) {
      LOG.tracef("Another user's process, or one that has ended: %s", e.getMessage());
      return Stream.empty();
    }
  }

  @Override
  public void close() {
    kill();
  }
}

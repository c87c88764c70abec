package dev.slipway.worker.engine.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Where this worker may make control groups. Both versions are known: controllers with a hierarchy
 * each (version 1), all in one (version 2), and machines that mix them.
 */
final class ControlGroups {

  private static final Logger LOG = Logger.getLogger(ControlGroups.class);
  private static final String NAME = "slipway-";

  /** What a group bounds. */
  enum Controller {
    MEMORY("memory"),
    PIDS("pids"),
    CPU("cpu");

    private final String word;

    Controller(String word) {
      this.word = word;
    }

    /** As the kernel writes it. */
    String word() {
      return word;
    }
  }

  private final Map<Controller, Path> parents;
  private final String prefix;

  private ControlGroups(Map<Controller, Path> parents, String prefix) {
    this.parents = parents;
    this.prefix = prefix;
  }

  /**
   * Finds out by making one, because rights and delegation show only then.
   *
   * @param proc {@code /proc/self}
   * @param worker tells the groups of workers on one machine apart
   * @return empty where none can be made that bounds memory and processes
   */
  static Optional<ControlGroups> probe(Path proc, String worker) {
    try {
      Map<Controller, Path> parents = new EnumMap<>(Controller.class);
      ControlGroupMounts mounts = ControlGroupMounts.read(proc);
      for (Controller controller : Controller.values()) {
        mounts.parent(controller).ifPresent(parent -> parents.put(controller, parent));
      }
      if (!parents.containsKey(Controller.MEMORY) || !parents.containsKey(Controller.PIDS)) {
        return Optional.empty();
      }
      ControlGroups groups = new ControlGroups(parents, NAME + worker + "-");
      groups.make("probe", new Limits(1L << 30, 0, 1000, 1L << 30, 1000)).close();
      return Optional.of(groups);
    } catch (IOException e) {
      LOG.debugf("No control groups can be made: %s", e.getMessage());
      return Optional.empty();
    }
  }

  /** Makes the group of one build. */
  ControlGroup make(String build, Limits limits) throws IOException {
    Map<Controller, Path> folders = new EnumMap<>(Controller.class);
    parents.forEach(
        (controller, parent) -> folders.put(controller, parent.resolve(prefix + build)));
    return ControlGroup.make(folders, limits);
  }

  /** Ends what builds of this worker have left that it did not see the end of. */
  void endStale(Limits limits) throws IOException {
    for (Path folder : stale()) {
      LOG.infof("Ending what an earlier run of this worker has left in %s", folder);
      ControlGroup.existing(Map.of(Controller.PIDS, folder), limits).close();
    }
  }

  private List<Path> stale() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path parent : parents.values().stream().distinct().toList()) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
        folders.forEach(found::add);
      }
    }
    return found;
  }

  @Override
  public String toString() {
    return "control groups in " + parents.get(Controller.MEMORY);
  }
}

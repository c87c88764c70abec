package dev.slipway.worker.engine.process;

import dev.slipway.worker.engine.process.ControlGroups.Controller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which hierarchy has which controller, and where in it this process is: after {@code mountinfo}
 * and {@code cgroup} of proc(5).
 */
final class ControlGroupMounts {

  /** The fields of mountinfo before its separator that count here. */
  private static final int ROOT = 3;

  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS_AFTER_SEPARATOR = 3;
  private static final String UNIFIED = "";

  private final List<Mount> mounts;

  /** By controller; the empty word for the unified hierarchy. */
  private final Map<String, String> own;

  /** Root and folder of a mount; no controllers where it is the unified hierarchy. */
  private record Mount(String root, Path folder, boolean unified, Set<String> controllers) {}

  private ControlGroupMounts(List<Mount> mounts, Map<String, String> own) {
    this.mounts = mounts;
    this.own = own;
  }

  static ControlGroupMounts read(Path proc) throws IOException {
    List<Mount> mounts = new ArrayList<>();
    for (String line : Files.readAllLines(proc.resolve("mountinfo"))) {
      mount(line).ifPresent(mounts::add);
    }
    Map<String, String> own = new HashMap<>();
    for (String line : Files.readAllLines(proc.resolve("cgroup"))) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3) {
        Stream.of(fields[1].split(",")).forEach(name -> own.put(name, fields[2]));
      }
    }
    return new ControlGroupMounts(mounts, own);
  }

  private static Optional<Mount> mount(String line) {
    List<String> fields = Arrays.asList(line.split(" "));
    int separator = fields.indexOf("-");
    if (separator <= MOUNT_POINT || fields.size() <= separator + OPTIONS_AFTER_SEPARATOR) {
      return Optional.empty();
    }
    String type = fields.get(separator + 1);
    if (!type.equals("cgroup") && !type.equals("cgroup2")) {
      return Optional.empty();
    }
    String options = fields.get(separator + OPTIONS_AFTER_SEPARATOR);
    return Optional.of(
        new Mount(
            fields.get(ROOT),
            Path.of(fields.get(MOUNT_POINT)),
            type.equals("cgroup2"),
            Stream.of(options.split(",")).collect(Collectors.toSet())));
  }

  /** The folder in which groups with this controller can be made. */
  Optional<Path> parent(Controller controller) throws IOException {
    for (Mount mount : mounts) {
      if (!mount.unified() && mount.controllers().contains(controller.word())) {
        return Optional.of(ownFolder(mount, controller.word()));
      }
    }
    for (Mount mount : mounts) {
      if (mount.unified()) {
        return unified(mount, controller);
      }
    }
    return Optional.empty();
  }

  /** Beside the worker where that was delegated to it, else at the top. */
  private Optional<Path> unified(Mount mount, Controller controller) throws IOException {
    for (Path folder : List.of(ownFolder(mount, UNIFIED), mount.folder())) {
      if (new Delegation(folder).offers(controller)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** A mount may show a part of the hierarchy only, and that part need not hold this process. */
  private Path ownFolder(Mount mount, String controller) {
    String path = own.getOrDefault(controller, "/");
    String root = mount.root().equals("/") ? "" : mount.root();
    String inside = path.startsWith(root) ? path.substring(root.length()) : "";
    Path folder = mount.folder().resolve(inside.replaceFirst("^/+", ""));
    return Files.isDirectory(folder) ? folder : mount.folder();
  }
}

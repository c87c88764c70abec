package dev.slipway.worker.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What holds builds on this machine: control groups where the worker may make them, else limits per
 * process and a look at all of them a few times a second.
 */
public final class Confinements {

  private static final Logger LOG = Logger.getLogger(Confinements.class);

  private final String worker;
  private final Limits limits;
  private final @Nullable ControlGroups groups;

  private Confinements(String worker, Limits limits, @Nullable ControlGroups groups) {
    this.worker = worker;
    this.limits = limits;
    this.groups = groups;
  }

  /**
   * Looks what this machine allows, and ends what an earlier run of this worker has left running.
   *
   * @param worker letters and digits that tell the workers of a machine apart, the same at every
   *     start
   * @param allowGroups false to do without control groups
   */
  public static Confinements probe(String worker, Limits limits, boolean allowGroups)
      throws IOException {
    Optional<ControlGroups> groups =
        allowGroups ? ControlGroups.probe(Path.of("/proc/self"), worker) : Optional.empty();
    Confinements found = new Confinements(worker, limits, groups.orElse(null));
    found.endStale();
    LOG.infof("Limits of builds are held by %s", found);
    return found;
  }

  private void endStale() throws IOException {
    if (groups != null) {
      groups.endStale(limits);
    }
    ProcessTree.killMarked(worker + "-", limits);
  }

  /** Makes room for one build. */
  public Confinement open(String build) throws IOException {
    return groups == null
        ? new ProcessTree(worker + "-" + build, limits)
        : groups.make(build, limits);
  }

  /** What all builds get. */
  public Limits limits() {
    return limits;
  }

  /** Which kind it is. */
  @Override
  public String toString() {
    return groups == null
        ? "limits per process and watching, as no control groups can be made here"
        : groups.toString();
  }
}

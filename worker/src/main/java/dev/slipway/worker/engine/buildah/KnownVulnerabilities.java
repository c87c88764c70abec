package dev.slipway.worker.engine.buildah;

import dev.slipway.worker.engine.process.ProgramVersion;
import java.util.List;
import java.util.stream.Stream;

/**
 * Holes through which a Dockerfile gets out of its build, by the first version without them, after
 * the advisories of buildah and runc. Distributions repair older versions without changing their
 * number, so an old number is a reason to look, not to refuse.
 */
final class KnownVulnerabilities {

  private static final List<Fix> BUILDAH =
      List.of(
          new Fix("CVE-2024-1753 (a bind mount of the host's root)", new ProgramVersion(1, 35)),
          new Fix("CVE-2024-9407 (bind-propagation in RUN --mount)", new ProgramVersion(1, 38)),
          new Fix("CVE-2024-11218 (a race of mounts with --jobs)", new ProgramVersion(1, 39)));

  private static final List<Fix> RUNC =
      List.of(
          new Fix("CVE-2024-21626 (a leaked file descriptor)", new ProgramVersion(1, 2)),
          new Fix("CVE-2025-31133 (masked paths)", new ProgramVersion(1, 4)));

  private record Fix(String problem, ProgramVersion version) {}

  private KnownVulnerabilities() {}

  /** A line for each that the version numbers don't rule out. */
  static List<String> of(ProgramVersion buildah, ProgramVersion runtime, String runtimeName) {
    Stream<String> ofRuntime =
        runtimeName.endsWith("runc") ? lines("runc", runtime, RUNC) : Stream.empty();
    return Stream.concat(lines("buildah", buildah, BUILDAH), ofRuntime).toList();
  }

  private static Stream<String> lines(String program, ProgramVersion version, List<Fix> fixes) {
    return fixes.stream()
        .filter(fix -> version.compareTo(fix.version()) < 0)
        .map(
            fix ->
                program
                    + " "
                    + version
                    + " may have "
                    + fix.problem()
                    + ", which "
                    + fix.version()
                    + " repaired");
  }
}

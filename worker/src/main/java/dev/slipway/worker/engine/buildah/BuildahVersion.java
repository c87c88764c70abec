package dev.slipway.worker.engine.buildah;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that {@code buildah --version} prints. */
record BuildahVersion(int major, int minor) implements Comparable<BuildahVersion> {

  private static final Pattern OUTPUT = Pattern.compile("version (\\d{1,4})\\.(\\d{1,4})");

  static Optional<BuildahVersion> parse(String output) {
    Matcher matcher = OUTPUT.matcher(output);
    return matcher.find()
        ? Optional.of(
            new BuildahVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(BuildahVersion other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}

package dev.slipway.worker.engine.process;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version as {@code --version} prints it; the third number and what follows don't count. */
public record ProgramVersion(int major, int minor) implements Comparable<ProgramVersion> {

  private static final Pattern OUTPUT = Pattern.compile("version (\\d{1,4})\\.(\\d{1,4})");

  public static Optional<ProgramVersion> parse(String output) {
    Matcher matcher = OUTPUT.matcher(output);
    return matcher.find()
        ? Optional.of(
            new ProgramVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ProgramVersion other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}

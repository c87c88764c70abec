package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.word.ExpansionBudget;
import dev.slipway.core.dockerfile.word.ExpansionException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ports of EXPOSE: a number or a range, with an optional protocol. What Docker reads as a
 * mapping ({@code 8080:80}) names the container's port last.
 */
final class Ports {

  private static final int MAX_PORT = 65_535;

  /** What one port costs of the budget, which counts characters: more than its text alone. */
  private static final int WORK_FOR_PORT = 100;

  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(?:\\[?[0-9a-f:.]{2,45}]?:)?(?:([0-9]{1,5})(?:-([0-9]{1,5}))?)?:)?"
              + "([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(tcp|udp|sctp)?)?",
          Pattern.CASE_INSENSITIVE);

  private record Range(int first, int last, String protocol) {}

  private Ports() {}

  static boolean isSpec(String text) {
    return range(text).isPresent();
  }

  static String problem(String text) {
    return "\""
        + text
        + "\" is no port; EXPOSE takes a number up to 65535 or a range, with /tcp, /udp or /sctp,"
        + " such as 8080, 53/udp or 8000-8010/tcp";
  }

  /**
   * Every port once as {@code number/protocol}, ranges spread, tcp where nothing is said.
   *
   * @param specs each one {@link #isSpec}
   * @throws ExpansionException when ranges that repeat each other use up the budget
   */
  static List<String> spread(List<String> specs, ExpansionBudget budget) throws ExpansionException {
    Set<String> ports = new LinkedHashSet<>();
    for (String spec : specs) {
      Range range = range(spec).orElseThrow();
      budget.spend((long) WORK_FOR_PORT * (range.last() - range.first() + 1));
      for (int port = range.first(); port <= range.last(); port++) {
        ports.add(port + "/" + range.protocol());
      }
    }
    return List.copyOf(ports);
  }

  private static Optional<Range> range(String text) {
    Matcher matcher = SPEC.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Range range = range(matcher, 3, protocol(matcher.group(5)));
    return isRange(range) && suitsHost(matcher, range) ? Optional.of(range) : Optional.empty();
  }

  private static Range range(Matcher matcher, int group, String protocol) {
    int first = Integer.parseInt(matcher.group(group));
    String last = matcher.group(group + 1);
    return new Range(first, last == null ? first : Integer.parseInt(last), protocol);
  }

  private static boolean isRange(Range range) {
    return range.first() <= range.last() && range.last() <= MAX_PORT;
  }

  /** A range needs as many ports of the host; one port may have a range to choose from. */
  private static boolean suitsHost(Matcher matcher, Range range) {
    if (matcher.group(1) == null) {
      return true;
    }
    Range host = range(matcher, 1, "");
    int size = range.last() - range.first();
    return isRange(host) && (size == 0 || size == host.last() - host.first());
  }

  private static String protocol(@Nullable String given) {
    return given == null ? "tcp" : given.toLowerCase(Locale.ROOT);
  }
}

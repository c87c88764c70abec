package dev.slipway.core.dockerfile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in Go's syntax ({@code time.ParseDuration}): {@code 1m30s}, {@code 1.5h}, {@code 0}.
 */
final class Durations {

  private static final Pattern PART =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,18})?|\\.[0-9]{1,18})(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private Durations() {}

  /** The duration; empty when the text is none or no 64-bit number of nanoseconds. */
  static Optional<Duration> parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(rest);
    int end = 0;
    while (end < rest.length() && part.region(end, rest.length()).lookingAt()) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 1L));
      nanos = nanos.add(new BigDecimal(normalized(part.group(1))).multiply(unit));
      end = part.end();
    }
    if (rest.isEmpty() || end < rest.length()) {
      return Optional.empty();
    }
    return ofNanos(negative ? nanos.negate() : nanos);
  }

  private static Optional<Duration> ofNanos(BigDecimal nanos) {
    try {
      long whole = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
      return Optional.of(Duration.ofNanos(whole));
    } catch (ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String normalized(String number) {
    return number.endsWith(".") ? number + "0" : number;
  }
}

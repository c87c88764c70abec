package dev.slipway.worker.engine.nativeimage;

import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.Expose;
import dev.slipway.worker.engine.config.Healthcheck;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Instructions as BuildKit writes them into an image's history, which tools read: Go's {@code %q}
 * and {@code %v} of what the instruction sets, not the line of the Dockerfile.
 */
final class HistoryText {

  private HistoryText() {}

  /** COPY and ADD, as the instruction stands after expansion. */
  static String of(Copy copy) {
    return copy.text() + " # buildkit";
  }

  /** WORKDIR with its path from the root. */
  static String workdir(String path) {
    return "WORKDIR " + path;
  }

  /** CMD or ENTRYPOINT with the words that are run. */
  static String command(String instruction, List<String> words) {
    return instruction + " " + quoted(words);
  }

  static String shell(List<String> words) {
    return "SHELL [" + String.join(" ", words) + "]";
  }

  static String volume(List<String> paths) {
    return "VOLUME [" + String.join(" ", paths) + "]";
  }

  static String expose(Expose expose) {
    return "EXPOSE [" + String.join(" ", expose.ports()) + "]";
  }

  /**
   * The structure that Go prints: test, interval, timeout, start period, start interval, retries.
   */
  static String healthcheck(Healthcheck check) {
    int retries = check.retries() == null ? 0 : check.retries();
    return "HEALTHCHECK &{"
        + quoted(check.test())
        + " "
        + quoted(check.interval())
        + " "
        + quoted(check.timeout())
        + " "
        + quoted(check.startPeriod())
        + " "
        + quoted(check.startInterval())
        + " "
        + character(retries)
        + "}";
  }

  private static String quoted(List<String> words) {
    return words.stream().map(HistoryText::quoted).collect(Collectors.joining(" ", "[", "]"));
  }

  /** Go's duration: {@code 1m30s}, in quotes. */
  private static String quoted(@Nullable Duration duration) {
    return "\"" + (duration == null ? "0s" : go(duration)) + "\"";
  }

  private static String go(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.toMillis() < 1000) {
      return decimal(duration.toNanos(), 1_000_000) + "ms";
    }
    long hours = duration.toHours();
    String seconds =
        decimal(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 1_000_000_000L)
            + "s";
    String minutes = hours > 0 || duration.toMinutes() > 0 ? duration.toMinutesPart() + "m" : "";
    return (hours > 0 ? hours + "h" : "") + minutes + seconds;
  }

  private static String decimal(long value, long unit) {
    return BigDecimal.valueOf(value)
        .divide(BigDecimal.valueOf(unit))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A number as Go quotes a character of that code. */
  private static String character(int code) {
    return "'" + (code == '\'' ? "\\'" : code == '"' ? "\"" : escaped(code)) + "'";
  }

  /** Go's %q of a string. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 11 -> "\\v";
      default -> isPrintable(c) ? Character.toString(c) : numeric(c);
    };
  }

  private static String numeric(int c) {
    if (c < ' ' || c == 127) {
      return String.format(Locale.ROOT, "\\x%02x", c);
    }
    return String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
  }

  /** As Go's unicode.IsPrint: of the blanks, only the usual one. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}

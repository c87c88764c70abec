package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.Instruction.Command;
import dev.slipway.core.dockerfile.source.RawInstruction;
import dev.slipway.core.dockerfile.word.Whitespace;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads HEALTHCHECK. */
final class HealthcheckParser {

  private static final Flags.Known FLAGS =
      new Flags.Known(
          Set.of("interval", "timeout", "start-period", "start-interval", "retries"),
          Set.of(),
          Set.of());

  /** The container engine's clock tick for health checks. */
  private static final Duration MINIMUM = Duration.ofMillis(1);

  private HealthcheckParser() {}

  static Instruction healthcheck(RawInstruction raw) throws InvalidInstructionException {
    String text = raw.arguments();
    int end = 0;
    while (end < text.length() && !Whitespace.isSpace(text.charAt(end))) {
      end++;
    }
    int rest = Whitespace.skip(text, end);
    switch (text.substring(0, end).toUpperCase(Locale.ROOT)) {
      case "NONE":
        return none(raw, text.substring(rest));
      case "CMD":
        return check(raw, text.substring(rest), rest);
      default:
        throw new InvalidInstructionException(
            "HEALTHCHECK needs CMD and a command, or NONE", raw.range());
    }
  }

  private static Instruction none(RawInstruction raw, String rest)
      throws InvalidInstructionException {
    Flags.of(raw, FLAGS);
    if (!rest.isEmpty()) {
      throw new InvalidInstructionException("HEALTHCHECK NONE takes no arguments", raw.range());
    }
    return new Instruction.Healthcheck(raw.range(), raw.text(), null, null, null, null, null, null);
  }

  private static Instruction check(RawInstruction raw, String rest, int offset)
      throws InvalidInstructionException {
    Flags flags = Flags.of(raw, FLAGS);
    Command command = CommandParser.command(rest, offset, raw);
    if (rest.isEmpty() || command.words().isEmpty()) {
      throw new InvalidInstructionException("HEALTHCHECK CMD needs a command", raw.range());
    }
    return new Instruction.Healthcheck(
        raw.range(),
        raw.text(),
        command,
        duration(flags, "interval"),
        duration(flags, "timeout"),
        duration(flags, "start-period"),
        duration(flags, "start-interval"),
        retries(flags));
  }

  /** Null when not given or zero: the engine's default. */
  private static @Nullable Duration duration(Flags flags, String name)
      throws InvalidInstructionException {
    String text = flags.text(name);
    if (text == null) {
      return null;
    }
    Duration duration =
        Durations.parse(text)
            .orElseThrow(
                () ->
                    new InvalidInstructionException(
                        "\"" + text + "\" is no duration; write it like 30s, 1m30s or 500ms",
                        flags.place(name)));
    if (duration.isZero()) {
      return null;
    }
    if (duration.compareTo(MINIMUM) < 0) {
      throw new InvalidInstructionException(
          "--" + name + " must be at least 1ms, not " + text, flags.place(name));
    }
    return duration;
  }

  private static @Nullable Integer retries(Flags flags) throws InvalidInstructionException {
    String text = flags.text("retries");
    if (text == null) {
      return null;
    }
    int retries = -1;
    try {
      retries = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw badRetries(text, flags);
    }
    if (retries < 0) {
      throw badRetries(text, flags);
    }
    return retries == 0 ? null : retries;
  }

  private static InvalidInstructionException badRetries(String text, Flags flags) {
    return new InvalidInstructionException(
        "--retries is a number from 0 up, not \"" + text + "\"", flags.place("retries"));
  }
}

package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.diagnostic.Suggestion;
import dev.slipway.core.dockerfile.source.RawFlag;
import dev.slipway.core.dockerfile.source.RawInstruction;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The flags of one instruction, checked against those that it knows. */
final class Flags {

  /** What a kind of instruction knows. */
  record Known(Set<String> texts, Set<String> switches, Set<String> repeatable) {

    static final Known NONE = new Known(Set.of(), Set.of(), Set.of());

    Set<String> all() {
      Set<String> all = new TreeSet<>(texts);
      all.addAll(switches);
      all.addAll(repeatable);
      return all;
    }
  }

  private final RawInstruction raw;

  private Flags(RawInstruction raw) {
    this.raw = raw;
  }

  static Flags of(RawInstruction raw, Known known) throws InvalidInstructionException {
    Set<String> seen = new HashSet<>();
    for (RawFlag flag : raw.flags()) {
      check(raw, flag, known);
      if (!seen.add(flag.name()) && !known.repeatable().contains(flag.name())) {
        throw problem(raw, flag, "the flag --" + flag.name() + " may be given only once");
      }
    }
    return new Flags(raw);
  }

  private static void check(RawInstruction raw, RawFlag flag, Known known)
      throws InvalidInstructionException {
    if (!known.all().contains(flag.name())) {
      throw problem(raw, flag, unknown(raw, flag, known));
    }
    String value = flag.value();
    if (known.switches().contains(flag.name())) {
      if (value != null && !isBoolean(value)) {
        throw problem(
            raw, flag, "the flag --" + flag.name() + " is true or false, not \"" + value + "\"");
      }
    } else if (value == null) {
      throw problem(
          raw, flag, "the flag --" + flag.name() + " needs a value: --" + flag.name() + "=…");
    }
  }

  private static String unknown(RawInstruction raw, RawFlag flag, Known known) {
    String suggestion =
        Suggestion.nearest(flag.name(), known.all())
            .map(name -> "; did you mean --" + name + "?")
            .orElse("");
    String all =
        known.all().isEmpty() ? " takes no flags" : " knows --" + String.join(", --", known.all());
    return "unknown flag --"
        + flag.name()
        + (suggestion.isEmpty() ? "; " + raw.keyword() + all : suggestion);
  }

  private static boolean isBoolean(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.equals("true") || lower.equals("false");
  }

  /** The value of a flag, null without it; empty counts as not given. */
  @Nullable String text(String name) {
    return find(name).map(RawFlag::value).filter(value -> !value.isEmpty()).orElse(null);
  }

  /** Whether a switch is on; null when it isn't given. */
  @Nullable Boolean choice(String name) {
    return find(name)
        .map(flag -> flag.value() == null || flag.value().equalsIgnoreCase("true"))
        .orElse(null);
  }

  boolean isOn(String name) {
    return Boolean.TRUE.equals(choice(name));
  }

  /** All values of a flag that may be repeated. */
  List<String> all(String name) {
    return raw.flags().stream()
        .filter(flag -> flag.name().equals(name))
        .map(flag -> String.valueOf(flag.value()))
        .toList();
  }

  /** Where a flag stands; the whole instruction without it. */
  SourceRange place(String name) {
    return find(name).map(flag -> raw.line().at(flag.offset())).orElseGet(raw::range);
  }

  private Optional<RawFlag> find(String name) {
    return raw.flags().stream().filter(flag -> flag.name().equals(name)).findFirst();
  }

  private static InvalidInstructionException problem(
      RawInstruction raw, RawFlag flag, String message) {
    return new InvalidInstructionException(message, raw.line().at(flag.offset()));
  }
}

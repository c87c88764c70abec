package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.check.Check;
import dev.slipway.core.dockerfile.check.CheckReport;
import dev.slipway.core.dockerfile.source.RawInstruction;
import dev.slipway.core.dockerfile.word.RawWord;
import java.util.List;
import java.util.Locale;

/** The checks of a file as it is written, all stages included. */
final class FileChecks {

  private final CheckReport report;
  private final char escape;

  FileChecks(CheckReport report, char escape) {
    this.report = report;
    this.escape = escape;
  }

  void run(List<RawInstruction> instructions) {
    casing(instructions);
    for (RawInstruction raw : instructions) {
      switch (raw.keyword()) {
        case "FROM" -> from(raw);
        case "ENV", "LABEL" -> legacyFormat(raw);
        case "MAINTAINER" ->
            report.found(
                Check.MAINTAINER_DEPRECATED,
                "MAINTAINER is deprecated; write LABEL org.opencontainers.image.authors=…"
                    + " instead",
                raw.range());
        default -> {
          // nothing to check in the others
        }
      }
    }
  }

  /** The majority of the words that are all upper or all lower case sets the rule. */
  private void casing(List<RawInstruction> instructions) {
    long upper = instructions.stream().filter(raw -> isUpper(raw.word())).count();
    long lower = instructions.stream().filter(raw -> isLower(raw.word())).count();
    boolean wantsLower = lower > upper;
    for (RawInstruction raw : instructions) {
      if (wantsLower ? !isLower(raw.word()) : !isUpper(raw.word())) {
        report.found(
            Check.CONSISTENT_INSTRUCTION_CASING,
            "\""
                + raw.word()
                + "\" is written unlike most instructions here; write "
                + (wantsLower ? raw.keyword().toLowerCase(Locale.ROOT) : raw.keyword()),
            raw.line().at(raw.start()));
      }
    }
  }

  private void from(RawInstruction raw) {
    List<RawWord> words = RawWord.splitAtBlanks(raw.arguments());
    if (words.size() != 3) {
      return;
    }
    String as = words.get(1).text();
    boolean matches = isUpper(raw.word()) ? isUpper(as) : !isLower(raw.word()) || isLower(as);
    if (!matches) {
      report.found(
          Check.FROM_AS_CASING,
          "\"" + as + "\" is not written like \"" + raw.word() + "\"; use the same case",
          raw.at(words.get(1).offset()));
    }
    RawWord name = words.get(2);
    if (!isLower(name.text())) {
      report.found(
          Check.STAGE_NAME_CASING,
          "the stage name \"" + name.text() + "\" is lower-cased; write it so",
          raw.at(name.offset()));
    }
  }

  private void legacyFormat(RawInstruction raw) {
    List<RawWord> words = RawWord.split(raw.arguments(), escape);
    if (!words.isEmpty() && words.get(0).text().indexOf('=') < 0) {
      report.found(
          Check.LEGACY_KEY_VALUE_FORMAT,
          raw.keyword() + " name value is an old form; write " + raw.keyword() + " name=value",
          raw.range());
    }
  }

  private static boolean isUpper(String word) {
    return word.equals(word.toUpperCase(Locale.ROOT));
  }

  private static boolean isLower(String word) {
    return word.equals(word.toLowerCase(Locale.ROOT));
  }
}

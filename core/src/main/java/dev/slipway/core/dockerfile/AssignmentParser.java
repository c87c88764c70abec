package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.Instruction.Assignment;
import dev.slipway.core.dockerfile.source.RawInstruction;
import dev.slipway.core.dockerfile.word.RawWord;
import dev.slipway.core.dockerfile.word.Whitespace;
import java.util.ArrayList;
import java.util.List;

/** Reads ENV, LABEL and ARG. */
final class AssignmentParser {

  private final char escape;

  AssignmentParser(char escape) {
    this.escape = escape;
  }

  Instruction env(RawInstruction raw) throws InvalidInstructionException {
    return new Instruction.Env(raw.range(), raw.text(), pairs(raw));
  }

  Instruction label(RawInstruction raw) throws InvalidInstructionException {
    return new Instruction.Label(raw.range(), raw.text(), pairs(raw));
  }

  Instruction arg(RawInstruction raw) throws InvalidInstructionException {
    List<Assignment> assignments = new ArrayList<>();
    for (RawWord word : words(raw)) {
      int equals = word.text().indexOf('=');
      String name = equals < 0 ? word.text() : word.text().substring(0, equals);
      if (name.isEmpty() || name.indexOf('"') >= 0 || name.indexOf('\'') >= 0) {
        throw new InvalidInstructionException(
            "ARG needs a name without quotes: ARG name or ARG name=value", raw.at(word.offset()));
      }
      assignments.add(new Assignment(name, equals < 0 ? null : word.text().substring(equals + 1)));
    }
    return new Instruction.Arg(raw.range(), raw.text(), List.copyOf(assignments));
  }

  private List<Assignment> pairs(RawInstruction raw) throws InvalidInstructionException {
    List<RawWord> words = words(raw);
    if (words.get(0).text().indexOf('=') < 0) {
      return List.of(legacyPair(raw));
    }
    List<Assignment> pairs = new ArrayList<>();
    for (RawWord word : words) {
      int equals = word.text().indexOf('=');
      if (equals <= 0) {
        throw new InvalidInstructionException(
            raw.keyword() + " needs name=value here; a value with spaces stands in quotes",
            raw.at(word.offset()));
      }
      pairs.add(
          new Assignment(word.text().substring(0, equals), word.text().substring(equals + 1)));
    }
    return List.copyOf(pairs);
  }

  /** {@code ENV name value}: all the rest is one value. */
  private static Assignment legacyPair(RawInstruction raw) throws InvalidInstructionException {
    String text = raw.arguments();
    int end = 0;
    while (end < text.length() && !Whitespace.isBlank(text.charAt(end))) {
      end++;
    }
    String value = text.substring(Whitespace.skip(text, end));
    if (value.isEmpty()) {
      throw new InvalidInstructionException(
          raw.keyword() + " needs a value: " + raw.keyword() + " name=value", raw.at(0));
    }
    return new Assignment(text.substring(0, end), value);
  }

  private List<RawWord> words(RawInstruction raw) throws InvalidInstructionException {
    Flags.of(raw, Flags.Known.NONE);
    List<RawWord> words = RawWord.split(raw.arguments(), escape);
    if (words.isEmpty()) {
      throw new InvalidInstructionException(
          raw.keyword() + " needs at least one argument", raw.range());
    }
    return words;
  }
}

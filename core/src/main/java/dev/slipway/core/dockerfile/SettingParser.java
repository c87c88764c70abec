package dev.slipway.core.dockerfile;

import dev.slipway.core.diagnostic.Suggestion;
import dev.slipway.core.dockerfile.source.JsonWords;
import dev.slipway.core.dockerfile.source.RawInstruction;
import dev.slipway.core.dockerfile.word.RawWord;
import java.util.List;

/** Reads the instructions that set one thing: WORKDIR, USER, EXPOSE, VOLUME, STOPSIGNAL, … */
final class SettingParser {

  private SettingParser() {}

  static Instruction workdir(RawInstruction raw) throws InvalidInstructionException {
    return new Instruction.Workdir(raw.range(), raw.text(), onlyArgument(raw));
  }

  static Instruction user(RawInstruction raw) throws InvalidInstructionException {
    return new Instruction.User(raw.range(), raw.text(), onlyArgument(raw));
  }

  static Instruction maintainer(RawInstruction raw) throws InvalidInstructionException {
    return new Instruction.Maintainer(raw.range(), raw.text(), onlyArgument(raw));
  }

  static Instruction stopsignal(RawInstruction raw) throws InvalidInstructionException {
    String signal = onlyArgument(raw);
    if (isFinal(signal) && !Signals.isSignal(signal)) {
      throw new InvalidInstructionException(signalProblem(signal), raw.at(0));
    }
    return new Instruction.Stopsignal(raw.range(), raw.text(), signal);
  }

  static String signalProblem(String signal) {
    return "\""
        + signal
        + "\" is no signal; write a name such as SIGTERM or a number"
        + Suggestion.didYouMean(signal, Signals.longNames());
  }

  static Instruction expose(RawInstruction raw) throws InvalidInstructionException {
    Flags.of(raw, Flags.Known.NONE);
    List<RawWord> words = RawWord.splitAtBlanks(raw.arguments());
    requireSome(raw, words.isEmpty());
    for (RawWord word : words) {
      if (isFinal(word.text()) && !Ports.isSpec(word.text())) {
        throw new InvalidInstructionException(Ports.problem(word.text()), raw.at(word.offset()));
      }
    }
    return new Instruction.Expose(
        raw.range(), raw.text(), words.stream().map(RawWord::text).toList());
  }

  static Instruction volume(RawInstruction raw) throws InvalidInstructionException {
    Flags.of(raw, Flags.Known.NONE);
    List<String> paths = wordsOrJson(raw).stream().map(RawWord::text).map(String::strip).toList();
    requireSome(raw, paths.isEmpty());
    if (paths.contains("")) {
      throw new InvalidInstructionException("VOLUME needs a path, not an empty text", raw.at(0));
    }
    return new Instruction.Volume(raw.range(), raw.text(), paths);
  }

  /** Words in JSON or shell form; the words of a JSON form all stand at the array's start. */
  static List<RawWord> wordsOrJson(RawInstruction raw) throws InvalidInstructionException {
    JsonWords json = JsonWords.read(raw.arguments());
    return switch (json.kind()) {
      case STRINGS -> json.words().stream().map(word -> new RawWord(word, 0)).toList();
      case NO_ARRAY -> RawWord.splitAtBlanks(raw.arguments());
      case OTHER_VALUES ->
          throw new InvalidInstructionException(
              "a JSON array must hold strings only; put every element in double quotes", raw.at(0));
    };
  }

  /** Whether expansion can't change a text: no variable, quote or escape in it. */
  static boolean isFinal(String text) {
    return text.chars().noneMatch(c -> c == '$' || c == '"' || c == '\'' || c == '\\' || c == '`');
  }

  private static String onlyArgument(RawInstruction raw) throws InvalidInstructionException {
    Flags.of(raw, Flags.Known.NONE);
    requireSome(raw, raw.arguments().isEmpty());
    return raw.arguments();
  }

  private static void requireSome(RawInstruction raw, boolean none)
      throws InvalidInstructionException {
    if (none) {
      throw new InvalidInstructionException(raw.keyword() + " needs an argument", raw.range());
    }
  }
}

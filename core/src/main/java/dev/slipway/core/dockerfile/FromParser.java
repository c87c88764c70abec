package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.Dockerfile.From;
import dev.slipway.core.dockerfile.source.RawInstruction;
import dev.slipway.core.dockerfile.word.RawWord;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads FROM. */
final class FromParser {

  private static final Flags.Known FLAGS = new Flags.Known(Set.of("platform"), Set.of(), Set.of());
  private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9._-]*");

  private FromParser() {}

  static From from(RawInstruction raw, StageNames names) throws InvalidInstructionException {
    Flags flags = Flags.of(raw, FLAGS);
    List<RawWord> words = RawWord.splitAtBlanks(raw.arguments());
    boolean named = words.size() == 3 && words.get(1).text().equalsIgnoreCase("AS");
    if (words.size() != 1 && !named) {
      throw new InvalidInstructionException(
          "FROM needs an image, and may name the stage: FROM image or FROM image AS name",
          raw.range());
    }
    String name = named ? name(raw, words.get(2), names) : null;
    return new From(raw.range(), raw.text(), words.get(0).text(), flags.text("platform"), name);
  }

  private static @Nullable String name(RawInstruction raw, RawWord word, StageNames names)
      throws InvalidInstructionException {
    String name = word.text().toLowerCase(Locale.ROOT);
    if (!STAGE_NAME.matcher(name).matches()) {
      throw new InvalidInstructionException(
          "\""
              + word.text()
              + "\" is no stage name; it starts with a letter and goes on with letters, digits"
              + " and - _ .",
          raw.at(word.offset()));
    }
    names.give(name, raw.at(word.offset()));
    return name;
  }
}

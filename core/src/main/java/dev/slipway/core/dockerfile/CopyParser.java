package dev.slipway.core.dockerfile;

import dev.slipway.core.dockerfile.Instruction.Copy;
import dev.slipway.core.dockerfile.Instruction.InlineFile;
import dev.slipway.core.dockerfile.path.GoGlob;
import dev.slipway.core.dockerfile.source.Heredoc;
import dev.slipway.core.dockerfile.source.HeredocMarker;
import dev.slipway.core.dockerfile.source.JsonWords;
import dev.slipway.core.dockerfile.source.RawInstruction;
import dev.slipway.core.dockerfile.word.RawWord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads COPY and ADD. */
final class CopyParser {

  private static final Flags.Known COPY_FLAGS =
      new Flags.Known(
          Set.of("from", "chown", "chmod"), Set.of("link", "parents"), Set.of("exclude"));
  private static final Flags.Known ADD_FLAGS =
      new Flags.Known(
          Set.of("chown", "chmod", "checksum"),
          Set.of("link", "keep-git-dir", "unpack"),
          Set.of("exclude"));

  private final RawInstruction raw;
  private final Flags flags;
  private final boolean json;
  private final List<RawWord> sources = new ArrayList<>();
  private final List<InlineFile> inlineFiles = new ArrayList<>();

  private CopyParser(RawInstruction raw, Flags flags) {
    this.raw = raw;
    this.flags = flags;
    this.json = JsonWords.read(raw.arguments()).kind() == JsonWords.Kind.STRINGS;
  }

  static Instruction copy(RawInstruction raw) throws InvalidInstructionException {
    return new CopyParser(raw, Flags.of(raw, COPY_FLAGS)).read(false);
  }

  static Instruction add(RawInstruction raw) throws InvalidInstructionException {
    return new CopyParser(raw, Flags.of(raw, ADD_FLAGS)).read(true);
  }

  private Copy read(boolean add) throws InvalidInstructionException {
    String destination = readWords();
    checkFrom();
    checkMode();
    checkChecksum();
    for (RawWord source : sources) {
      checkSource(source, add);
    }
    return new Copy(
        raw.range(),
        raw.text(),
        add,
        sources.stream().map(RawWord::text).toList(),
        List.copyOf(inlineFiles),
        destination,
        flags.text("from"),
        flags.text("chown"),
        flags.text("chmod"),
        flags.isOn("link"),
        flags.isOn("parents"),
        flags.all("exclude"),
        flags.text("checksum"),
        flags.isOn("keep-git-dir"),
        flags.choice("unpack"));
  }

  /** Sorts the words into sources and heredocs, and returns the destination. */
  private String readWords() throws InvalidInstructionException {
    List<RawWord> words = SettingParser.wordsOrJson(raw);
    if (words.size() < 2) {
      throw new InvalidInstructionException(
          raw.keyword() + " needs at least one source and a destination", raw.range());
    }
    RawWord destination = words.get(words.size() - 1);
    if (marker(destination).isPresent()) {
      throw new InvalidInstructionException(
          raw.keyword() + " can't have a heredoc as its destination", raw.at(destination.offset()));
    }
    Iterator<Heredoc> heredocs = raw.heredocs().iterator();
    for (RawWord word : words.subList(0, words.size() - 1)) {
      if (marker(word).isPresent() && heredocs.hasNext()) {
        Heredoc heredoc = heredocs.next();
        inlineFiles.add(new InlineFile(heredoc.name(), heredoc.content(), heredoc.expand()));
      } else {
        sources.add(word);
      }
    }
    return destination.text();
  }

  private Optional<HeredocMarker> marker(RawWord word) {
    return json ? Optional.empty() : HeredocMarker.parse(word);
  }

  private void checkFrom() throws InvalidInstructionException {
    String from = flags.text("from");
    if (from != null && from.indexOf('$') >= 0) {
      throw new InvalidInstructionException(
          "--from takes no variables; name a stage that says FROM with the variable, and copy"
              + " from that",
          flags.place("from"));
    }
  }

  private void checkMode() throws InvalidInstructionException {
    String mode = flags.text("chmod");
    if (mode != null && SettingParser.isFinal(mode) && !FileModes.isMode(mode)) {
      throw new InvalidInstructionException(FileModes.problem(mode), flags.place("chmod"));
    }
  }

  private void checkChecksum() throws InvalidInstructionException {
    if (flags.text("checksum") != null && (sources.size() != 1 || !inlineFiles.isEmpty())) {
      throw new InvalidInstructionException(
          "--checksum goes with a single source", flags.place("checksum"));
    }
  }

  private void checkSource(RawWord source, boolean add) throws InvalidInstructionException {
    if (!SettingParser.isFinal(source.text())) {
      return;
    }
    String problem = problem(source.text(), add);
    if (problem != null) {
      throw new InvalidInstructionException(problem, raw.at(source.offset()));
    }
  }

  /** What is wrong with a final source, null if nothing is. */
  static @Nullable String problem(String source, boolean add) {
    if (GitSource.isFileUrl(source)) {
      return add ? null : "COPY takes no URL; ADD does";
    }
    if (GitSource.parse(source).isPresent()) {
      return add ? null : "COPY takes no Git repository; ADD does";
    }
    return GoGlob.isValid(source)
        ? null
        : "\"" + source + "\" is no valid pattern: a [ is never closed, or a \\ stands at the end";
  }
}

package dev.slipway.core.dockerfile.source;

import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.word.Whitespace;
import java.util.List;
import java.util.Locale;

/**
 * An instruction as it stands in the file: not yet known to be one.
 *
 * @param line its text and places
 * @param start where it starts in the line: 0 but for the trigger of an ONBUILD
 * @param word the first word as written
 * @param flags the flags after it
 * @param argumentsStart where {@code arguments} starts in the line
 * @param arguments the rest, trimmed
 * @param heredocs its heredocs in order
 */
public record RawInstruction(
    LogicalLine line,
    int start,
    String word,
    List<RawFlag> flags,
    int argumentsStart,
    String arguments,
    List<Heredoc> heredocs) {

  public RawInstruction {
    flags = List.copyOf(flags);
    heredocs = List.copyOf(heredocs);
  }

  static RawInstruction of(LogicalLine line, int from, List<Heredoc> heredocs) {
    String text = line.text();
    int start = Whitespace.skip(text, from);
    int end = start;
    while (end < text.length() && !Whitespace.isSpace(text.charAt(end))) {
      end++;
    }
    FlagScanner scanner = FlagScanner.scan(text, end);
    int argumentsEnd = Whitespace.trimmedEnd(text, scanner.end());
    return new RawInstruction(
        line,
        start,
        text.substring(start, end),
        scanner.flags(),
        scanner.end(),
        text.substring(scanner.end(), argumentsEnd),
        heredocs);
  }

  /** The first word in upper case. */
  public String keyword() {
    return word.toUpperCase(Locale.ROOT);
  }

  /** The arguments read as an instruction of their own, as ONBUILD needs it. */
  public RawInstruction nested() {
    return of(line, argumentsStart, heredocs);
  }

  /** The text from the keyword on, the keyword in upper case, without heredocs. */
  public String text() {
    String all = line.text();
    String rest = all.substring(start + word.length(), Whitespace.trimmedEnd(all, start));
    return keyword() + rest;
  }

  /** All of it in the file. */
  public SourceRange range() {
    return line.whole();
  }

  /** A place in the arguments. */
  public SourceRange at(int offsetInArguments) {
    return line.at(argumentsStart + offsetInArguments);
  }
}

package dev.slipway.core.dockerfile.source;

import dev.slipway.core.diagnostic.DiagnosticCollector;
import dev.slipway.core.diagnostic.SourceRange;
import dev.slipway.core.dockerfile.check.Check;
import dev.slipway.core.dockerfile.check.CheckReport;
import dev.slipway.core.dockerfile.word.Whitespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Joins lines to instructions: directives, comments, continuations, heredocs. */
final class InstructionReader {

  /** BuildKit's limit for a line, in bytes. */
  private static final int MAX_LINE_BYTES = 64 * 1024 - 1;

  /** What stands for bytes that are no UTF-8. */
  private static final char REPLACEMENT = '\ufffd';

  private static final Set<String> WITH_HEREDOCS = Set.of("ADD", "COPY", "RUN");

  private final String file;
  private final List<SourceLine> lines;
  private final DiagnosticCollector problems;
  private final ParserDirectives directives;
  private final List<RawInstruction> instructions = new ArrayList<>();
  private int next;

  InstructionReader(String file, List<SourceLine> lines, DiagnosticCollector problems) {
    this.file = file;
    this.lines = lines;
    this.problems = problems;
    this.directives = new ParserDirectives(problems);
  }

  SourceFile read() {
    if (allLinesFit()) {
      while (next < lines.size()) {
        readInstruction();
      }
    }
    return new SourceFile(
        file,
        lines.stream().map(SourceLine::text).toList(),
        directives.syntax(),
        directives.escape(),
        directives.checks(),
        instructions);
  }

  private boolean allLinesFit() {
    boolean fit = true;
    for (SourceLine line : lines) {
      if (line.bytes() > MAX_LINE_BYTES) {
        fit = false;
        problems.error(
            "the line is longer than " + MAX_LINE_BYTES + " bytes; break it with continuations",
            place(line));
      }
    }
    return fit;
  }

  private void readInstruction() {
    SourceLine first = lines.get(next);
    next++;
    directives.see(first.text(), directivePlace(first));
    int start = Whitespace.skip(first.text(), 0);
    if (start == first.text().length() || isComment(first)) {
      return;
    }
    LogicalLine.Builder builder = new LogicalLine.Builder(file);
    boolean open = append(builder, first, start);
    if (open) {
      joinContinuations(builder);
    }
    LogicalLine line = builder.build();
    if (Whitespace.skip(line.text(), 0) < line.text().length()) {
      instructions.add(withHeredocs(line, builder));
    }
  }

  private void joinContinuations(LogicalLine.Builder builder) {
    int emptyLine = 0;
    boolean open = true;
    while (open && next < lines.size()) {
      SourceLine line = lines.get(next);
      next++;
      builder.reachTo(line.number());
      if (isComment(line)) {
        continue;
      }
      if (Whitespace.skip(line.text(), 0) == line.text().length()) {
        emptyLine = emptyLine == 0 ? line.number() : emptyLine;
        continue;
      }
      open = append(builder, line, 0);
    }
    if (emptyLine > 0) {
      new CheckReport(directives.checks(), problems)
          .found(
              Check.NO_EMPTY_CONTINUATION,
              "an empty line stands inside an instruction that continues; remove it, or put a \"#\""
                  + " there",
              SourceRange.startOf(file, emptyLine));
    }
  }

  /** Appends a line without its continuation mark, and tells whether it had one. */
  private boolean append(LogicalLine.Builder builder, SourceLine line, int start) {
    checkEncoding(line);
    String text = line.text().substring(start);
    int mark = continuationMark(text);
    builder.append(mark < 0 ? text : text.substring(0, mark), line.number(), start + 1);
    return mark >= 0;
  }

  /** An escape at the end, blanks after it allowed, unless another escape stands before it. */
  private int continuationMark(String text) {
    int last = text.length() - 1;
    while (last >= 0 && (text.charAt(last) == ' ' || text.charAt(last) == '\t')) {
      last--;
    }
    boolean marked =
        last >= 0
            && text.charAt(last) == directives.escape()
            && (last == 0 || text.charAt(last - 1) != directives.escape());
    return marked ? last : -1;
  }

  private RawInstruction withHeredocs(LogicalLine line, LogicalLine.Builder builder) {
    RawInstruction raw = RawInstruction.of(line, 0, List.of());
    if (line.text().indexOf("<<") < 0 || !mayHaveHeredocs(raw)) {
      return raw;
    }
    List<Heredoc> heredocs = new ArrayList<>();
    for (HeredocMarker marker : HeredocMarker.allIn(line.text())) {
      heredocs.add(readHeredoc(marker, line, builder));
    }
    return heredocs.isEmpty() ? raw : RawInstruction.of(builder.build(), 0, heredocs);
  }

  private static boolean mayHaveHeredocs(RawInstruction raw) {
    RawInstruction inner = raw.keyword().equals("ONBUILD") ? raw.nested() : raw;
    return WITH_HEREDOCS.contains(inner.keyword())
        && JsonWords.read(inner.arguments()).kind() != JsonWords.Kind.STRINGS;
  }

  private Heredoc readHeredoc(HeredocMarker marker, LogicalLine line, LogicalLine.Builder builder) {
    StringBuilder content = new StringBuilder();
    while (next < lines.size()) {
      SourceLine candidate = lines.get(next);
      next++;
      builder.reachTo(candidate.number());
      String text = marker.stripTabs() ? withoutTabs(candidate.text()) : candidate.text();
      if (text.equals(marker.name())) {
        return new Heredoc(marker.name(), content.toString(), marker.expand());
      }
      checkEncoding(candidate);
      content.append(text).append(candidate.end());
    }
    problems.error(
        "the heredoc is never closed: a line with nothing but \"" + marker.name() + "\" is missing",
        line.at(marker.offset()));
    return new Heredoc(marker.name(), content.toString(), marker.expand());
  }

  private void checkEncoding(SourceLine line) {
    if (!line.utf8()) {
      int column = line.text().indexOf(REPLACEMENT) + 1;
      problems.error(
          "the line is not UTF-8; save the file in that encoding",
          new SourceRange(file, line.number(), line.number(), Math.max(1, column)));
    }
  }

  private SourceRange place(SourceLine line) {
    return SourceRange.startOf(file, line.number());
  }

  private SourceRange directivePlace(SourceLine line) {
    int column = Math.min(Whitespace.skip(line.text(), 0), line.text().length()) + 1;
    return new SourceRange(file, line.number(), line.number(), column);
  }

  private static boolean isComment(SourceLine line) {
    return line.text().startsWith("#", Whitespace.skip(line.text(), 0));
  }

  private static String withoutTabs(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) == '\t') {
      i++;
    }
    return text.substring(i);
  }
}

package dev.slipway.core.diagnostic;

import java.util.List;

/**
 * Shows a place in a file the way BuildKit does: the lines around it, numbered, with {@code >>>}
 * before the lines meant.
 *
 * <pre>
 * Dockerfile:2
 * --------------------
 *    1 |     FROM busybox
 *    2 | &gt;&gt;&gt; COPPY . /srv
 *    3 |     CMD ["true"]
 * --------------------
 * </pre>
 *
 * The result is safe to print: control characters (which could rewrite a terminal) and characters
 * that turn the direction of writing are made visible.
 */
public final class SourceExcerpt {

  private static final String SEPARATOR = "--------------------";
  private static final int CONTEXT = 2;
  private static final int MAX_MARKED = 20;
  private static final int MAX_WIDTH = 160;
  private static final String CUT = "…";

  private SourceExcerpt() {}

  /**
   * The excerpt, lines separated by {@code \n}, without a line end at the end.
   *
   * @param lines the file's lines without line ends
   * @param range the place; lines beyond the file's end are left out
   */
  public static String render(List<String> lines, SourceRange range) {
    StringBuilder out = new StringBuilder();
    out.append(VisibleText.of(range.toString())).append('\n').append(SEPARATOR).append('\n');
    int from = Math.max(1, range.startLine() - CONTEXT);
    int lastMarked = Math.min(range.endLine(), range.startLine() + MAX_MARKED - 1);
    boolean cut = lastMarked < Math.min(range.endLine(), lines.size());
    int to = Math.min(lines.size(), cut ? lastMarked : range.endLine() + CONTEXT);
    for (int number = from; number <= to; number++) {
      boolean marked = number >= range.startLine() && number <= range.endLine();
      int column = number == range.startLine() ? range.column() : 0;
      appendLine(out, number, marked, window(lines.get(number - 1), column));
    }
    if (cut) {
      out.append("     | >>> ").append(CUT).append('\n');
    }
    return out.append(SEPARATOR).toString();
  }

  private static void appendLine(StringBuilder out, int number, boolean marked, String text) {
    String digits = Integer.toString(number);
    out.append(' ').append(" ".repeat(Math.max(0, 3 - digits.length()))).append(digits);
    out.append(" | ").append(marked ? ">>>" : "   ").append(' ').append(text).append('\n');
  }

  /** The part of a line that is shown: its start, or the part around the column. */
  private static String window(String line, int column) {
    int start = column > MAX_WIDTH ? Math.min(column, line.length()) - MAX_WIDTH / 2 : 0;
    start = Math.max(0, start);
    int end = Math.min(line.length(), start + MAX_WIDTH);
    String part = VisibleText.of(line.substring(start, end));
    return (start > 0 ? CUT : "") + part + (end < line.length() ? CUT : "");
  }
}

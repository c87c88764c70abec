package dev.slipway.core.dockerfile.source;

import dev.slipway.core.diagnostic.SourceRange;
import java.util.Arrays;

/** An instruction's text with its continuation lines joined, which knows where each part stood. */
public final class LogicalLine {

  private final String file;
  private final String text;
  private final int[] offsets;
  private final int[] lineNumbers;
  private final int[] columns;
  private final int parts;
  private final int endLine;

  private LogicalLine(Builder builder) {
    this.file = builder.file;
    this.text = builder.text.toString();
    this.offsets = builder.offsets;
    this.lineNumbers = builder.lineNumbers;
    this.columns = builder.columns;
    this.parts = builder.parts;
    this.endLine = builder.endLine;
  }

  /** The joined text, escapes and line ends of continuations removed. */
  public String text() {
    return text;
  }

  /** From the first line to the last one seen, continuations, comments and heredocs included. */
  public SourceRange whole() {
    return new SourceRange(file, lineNumbers[0], endLine, columns[0]);
  }

  /** The place of the character at an offset of {@link #text()}. */
  public SourceRange at(int offset) {
    int found = Arrays.binarySearch(offsets, 0, parts, offset);
    int part = found >= 0 ? found : -found - 2;
    while (part + 1 < parts && offsets[part + 1] == offset) {
      part++; // an empty part holds no character
    }
    int line = lineNumbers[part];
    return new SourceRange(file, line, line, columns[part] + offset - offsets[part]);
  }

  /** Joins the lines. */
  static final class Builder {
    private final String file;
    private final StringBuilder text = new StringBuilder();
    private int[] offsets = new int[1];
    private int[] lineNumbers = new int[1];
    private int[] columns = new int[1];
    private int parts;
    private int endLine;

    Builder(String file) {
      this.file = file;
    }

    /**
     * @param column of the part's first character, from 1
     */
    Builder append(String part, int lineNumber, int column) {
      if (parts == offsets.length) {
        offsets = Arrays.copyOf(offsets, 2 * parts);
        lineNumbers = Arrays.copyOf(lineNumbers, 2 * parts);
        columns = Arrays.copyOf(columns, 2 * parts);
      }
      offsets[parts] = text.length();
      lineNumbers[parts] = lineNumber;
      columns[parts] = column;
      parts++;
      text.append(part);
      return reachTo(lineNumber);
    }

    Builder reachTo(int lineNumber) {
      endLine = lineNumber;
      return this;
    }

    LogicalLine build() {
      return new LogicalLine(this);
    }
  }
}

package dev.slipway.core.diagnostic;

/**
 * A place in a text file.
 *
 * @param file the file's name as the user knows it
 * @param startLine first line, from 1
 * @param endLine last line, inclusive
 * @param column column in the first line, from 1; 0 means the whole line
 */
public record SourceRange(String file, int startLine, int endLine, int column) {

  public SourceRange {
    if (startLine < 1 || endLine < startLine || column < 0) {
      throw new IllegalArgumentException(
          "no such place: " + startLine + "-" + endLine + ":" + column);
    }
  }

  public static SourceRange lines(String file, int startLine, int endLine) {
    return new SourceRange(file, startLine, endLine, 0);
  }

  /** One whole line, pointed at where it starts. */
  public static SourceRange startOf(String file, int line) {
    return new SourceRange(file, line, line, 1);
  }

  /** {@code Dockerfile:3:7}, the form editors jump to. */
  @Override
  public String toString() {
    return file + ":" + startLine + (column == 0 ? "" : ":" + column);
  }
}

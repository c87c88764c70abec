package dev.slipway.core.dockerfile.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a file into lines. A byte order mark at its start is dropped. */
final class SourceLines {

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private SourceLines() {}

  /**
   * @param firstLine the number of the first line
   */
  static List<SourceLine> of(byte[] content, int firstLine) {
    List<SourceLine> lines = new ArrayList<>();
    int start = startsWithMark(content) ? BYTE_ORDER_MARK.length : 0;
    while (start < content.length) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      boolean ended = end < content.length;
      lines.add(line(firstLine + lines.size(), content, start, end, ended));
      start = end + 1;
    }
    return lines;
  }

  private static SourceLine line(int number, byte[] content, int start, int end, boolean ended) {
    int textEnd = end;
    while (textEnd > start && content[textEnd - 1] == '\r') {
      textEnd--;
    }
    String lineEnd = "\r".repeat(end - textEnd) + (ended ? "\n" : "");
    int bytes = textEnd - start;
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(content, start, bytes))
              .toString();
      return new SourceLine(number, text, lineEnd, bytes, true);
    } catch (CharacterCodingException e) {
      String text = new String(content, start, bytes, StandardCharsets.UTF_8);
      return new SourceLine(number, text, lineEnd, bytes, false);
    }
  }

  private static boolean startsWithMark(byte[] content) {
    return content.length >= BYTE_ORDER_MARK.length
        && content[0] == BYTE_ORDER_MARK[0]
        && content[1] == BYTE_ORDER_MARK[1]
        && content[2] == BYTE_ORDER_MARK[2];
  }
}

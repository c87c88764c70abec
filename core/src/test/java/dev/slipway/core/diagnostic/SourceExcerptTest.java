package dev.slipway.core.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceExcerptTest {

  private static final List<String> LINES =
      List.of("FROM busybox", "", "COPPY . /srv", "CMD [\"true\"]", "# a", "# b");

  @Test
  void marksTheLinesBetweenTwoOthers() {
    assertEquals(
        """
        Dockerfile:3:1
        --------------------
           1 |     FROM busybox
           2 |    \s
           3 | >>> COPPY . /srv
           4 | >>> CMD ["true"]
           5 |     # a
           6 |     # b
        --------------------""",
        SourceExcerpt.render(LINES, new SourceRange("Dockerfile", 3, 4, 1)));
  }

  @Test
  void endsWithTheFile() {
    String excerpt = SourceExcerpt.render(LINES, SourceRange.lines("D", 6, 9));
    assertTrue(excerpt.endsWith("   6 | >>> # b\n--------------------"), excerpt);
    assertEquals("D:1\n" + "-".repeat(20) + "\n" + "-".repeat(20), none());
  }

  private static String none() {
    return SourceExcerpt.render(List.of(), SourceRange.lines("D", 1, 1));
  }

  @Test
  void makesControlCharactersVisible() {
    String excerpt =
        SourceExcerpt.render(
            List.of("a\u001b[31m\tb\u007f\u0085\u202e\u0000"), SourceRange.lines("D\n", 1, 1));
    assertTrue(excerpt.contains(">>> a␛[31m b\\u007f\\u0085\\u202e␀"), excerpt);
    assertTrue(excerpt.startsWith("D␊:1\n"), excerpt);
  }

  @Test
  void cutsLongLinesAroundTheColumn() {
    String line = "a".repeat(5_000) + "HERE" + "b".repeat(5_000);
    String start = SourceExcerpt.render(List.of(line), SourceRange.lines("D", 1, 1));
    assertTrue(start.contains(">>> aaa") && start.contains("a…\n"), start);
    String middle = SourceExcerpt.render(List.of(line), new SourceRange("D", 1, 1, 5_001));
    assertTrue(middle.contains(">>> …aaa") && middle.contains("HERE"), middle);
    assertTrue(middle.length() < 300);
    String beyond = SourceExcerpt.render(List.of("short"), new SourceRange("D", 1, 1, 9_999));
    assertTrue(beyond.contains("short"), beyond);
  }

  @Test
  void cutsLongRanges() {
    List<String> lines = Collections.nCopies(1_000, "x");
    String excerpt = SourceExcerpt.render(lines, SourceRange.lines("D", 100, 900));
    assertTrue(excerpt.contains(" 119 | >>> x\n     | >>> …\n"), excerpt);
    assertFalse(excerpt.contains("120 |"), excerpt);
  }

  @Test
  void numbersBeyondThreeDigitsFit() {
    List<String> lines = Collections.nCopies(12_345, "x");
    assertTrue(
        SourceExcerpt.render(lines, SourceRange.lines("D", 12_345, 12_345))
            .contains(" 12345 | >>> x"));
  }
}

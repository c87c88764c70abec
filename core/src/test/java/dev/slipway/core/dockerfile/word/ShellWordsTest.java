package dev.slipway.core.dockerfile.word;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Points 9 and 10 of the measure: quotes, escapes and every form of {@code ${…}}. */
class ShellWordsTest {

  private static final Map<String, String> VARIABLES =
      Map.of(
          "x", "abc",
          "empty", "",
          "path", "/usr/local/bin",
          "two", "a  b",
          "star", "a*b?c",
          "file", "a.tar.gz",
          "é", "accent",
          "slashes", "a/b/c");

  @ParameterizedTest(name = "{0} is {1}")
  @CsvFileSource(
      resources = "/dockerfile/expansion.txt",
      delimiter = '|',
      quoteCharacter = '\0',
      nullValues = {},
      emptyValue = "")
  void expandsAsTheTableSays(String text, String expected) throws ExpansionException {
    assertEquals(expected == null ? "" : expected, words('\\').expand(text));
  }

  @ParameterizedTest(name = "{0} fails: {1}")
  @CsvFileSource(
      resources = "/dockerfile/expansion-errors.txt",
      delimiter = '|',
      quoteCharacter = '\0')
  void failsAsTheTableSays(String text, String problem) {
    ExpansionException failure =
        assertThrows(ExpansionException.class, () -> words('\\').expand(text));
    assertEquals(problem, failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "c:\\dir| c:\\dir",
        "`$x| $x",
        "\"a`\"b\"| a\"b",
        "'`'| `",
        "\\$x| \\abc",
        "a``b| a`b"
      })
  void theBacktickMayBeTheEscape(String text, String expected) throws ExpansionException {
    assertEquals(expected, words('`').expand(text));
  }

  @Test
  void splitsAfterExpansion() throws ExpansionException {
    assertEquals(List.of("a", "b", "c d", "e"), words('\\').split(" $two 'c d'\te "));
    assertEquals(List.of("a  b"), words('\\').split("\"$two\""));
    assertEquals(List.of("a b"), words('\\').split("a\\ b"));
    assertEquals(List.of(), words('\\').split("$empty $unset"));
  }

  @Test
  void documentsKeepQuotes() throws ExpansionException {
    assertEquals("'abc' \"abc\" $x n", words('`').expandDocument("'$x' \"${x}\" \\$x \\n"));
  }

  @Test
  void substitutionsNestOnlySoDeep() {
    String deep = "${u:-".repeat(1_000) + "}".repeat(1_000);
    ExpansionException failure =
        assertThrows(ExpansionException.class, () -> words('\\').expand(deep));
    assertTrue(failure.getMessage().contains("stand inside each other"));
  }

  @Test
  void reasonableNestingIsFine() throws ExpansionException {
    assertEquals("v", words('\\').expand("${u:-".repeat(50) + "v" + "}".repeat(50)));
  }

  @Test
  void costlyPatternsAreStopped() {
    String value = "a".repeat(100_000);
    ShellWords words = new ShellWords('\\', Map.of("v", value), new ExpansionBudget());
    ExpansionException failure =
        assertThrows(
            ExpansionException.class, () -> words.expand("${v//" + "a*".repeat(400) + "b/}"));
    assertTrue(failure.getMessage().contains("grow without bounds"), failure.getMessage());
  }

  private static ShellWords words(char escape) {
    return new ShellWords(escape, VARIABLES, new ExpansionBudget());
  }
}

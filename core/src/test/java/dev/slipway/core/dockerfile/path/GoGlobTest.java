package dev.slipway.core.dockerfile.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Point 18 of the measure: globs of COPY follow Go's filepath.Match in every segment. */
class GoGlobTest {

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "abc| abc| true",
        "*| abc| true",
        "*| a/b| false",
        "*/*| a/b| true",
        "**| a/b| false",
        "**/c| a/c| true",
        "**/c| a/b/c| false",
        "*c| abc| true",
        "a*| a| true",
        "a*b*c*d| axbxcxxd| true",
        "a*b*c*d| axbxcxx| false",
        "a?c| abc| true",
        "a?c| ac| false",
        "[a-c]x| bx| true",
        "[^a-c]x| bx| false",
        "[^a-c]x| dx| true",
        "[!a]x| !x| true",
        "[a\\]]| ]| true",
        "[\\-a]| -| true",
        "[[]x| [x| true",
        "a\\*b| a*b| true",
        "a\\*b| axb| false",
        "A| a| false",
        "/a/b/| a/b| true",
        "./a//b/../c| a/c| true",
        "../../a| a| true",
        "?| é| true",
        "?| 😀| true",
        ".*| .git| true"
      })
  void matchesAsTheTableSays(String pattern, String path, boolean matches) {
    assertEquals(matches, GoGlob.of(pattern).matches(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[a", "[]a]", "[^]", "[-a]", "[a-]", "a\\", "x/[b/c"})
  void malformedPatternsAreRefused(String pattern) {
    assertFalse(GoGlob.isValid(pattern));
    assertThrows(IllegalArgumentException.class, () -> GoGlob.of(pattern));
  }

  @Test
  void aTreeIsWalkedSegmentBySegment() {
    GoGlob glob = GoGlob.of("src/*/a\\*.txt");
    assertEquals(3, glob.depth());
    assertTrue(glob.isLiteral(0) && glob.isLiteral(2));
    assertFalse(glob.isLiteral(1));
    assertEquals("a*.txt", glob.literal(2));
    assertTrue(glob.matchesSegment(1, "anything"));
    assertThrows(IllegalStateException.class, () -> glob.literal(1));
  }

  @Test
  void theRootIsOfNoDepth() {
    assertEquals(0, GoGlob.of(".").depth());
    assertEquals(0, GoGlob.of("/").depth());
  }

  @Test
  void wildcardsAreSeenUnlessEscaped() {
    assertTrue(GoGlob.hasWildcards("a*") && GoGlob.hasWildcards("[a]") && GoGlob.hasWildcards("?"));
    assertFalse(GoGlob.hasWildcards("a\\*b") || GoGlob.hasWildcards("a]b"));
  }

  @Test
  void manyStarsTakeNoExponentialTime() {
    assertFalse(GoGlob.of("a*".repeat(500) + "b").matches("a".repeat(5_000)));
  }
}

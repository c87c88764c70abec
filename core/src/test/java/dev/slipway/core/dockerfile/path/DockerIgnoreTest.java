package dev.slipway.core.dockerfile.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Point 25 of the measure: what .dockerignore leaves out. */
class DockerIgnoreTest {

  @ParameterizedTest(name = "[{0}] and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a| a| true",
        "a| a/b/c| true",
        "a| ab| false",
        "a| b/a| false",
        "a/| a| true",
        "/a| a| true",
        "./a//b/../c| a/c/d| true",
        "*| a| true",
        "*| a/b| true",
        "*.md| README.md| true",
        "*.md| doc/README.md| false",
        "*/*.md| doc/README.md| true",
        "**/*.md| README.md| true",
        "**/*.md| a/b/c.md| true",
        "**/*.md| a/b/c.mdx| false",
        "a/**| a| false",
        "a/**| a/b| true",
        "a/**| a/b/c| true",
        "a/**/c| a/c| true",
        "a/**/c| a/b/b/c/d| true",
        "**| a/b| true",
        "**/node_modules| node_modules| true",
        "**/node_modules| a/b/node_modules/x/y| true",
        "**/b/**| a/b/c| true",
        "**/b/**| a/b| false",
        "a**| abc/d| true",
        "a?c| abc| true",
        "a?c| a/c| false",
        "[ab].txt| a.txt| true",
        "[^ab].txt| a.txt| false",
        "[^ab].txt| c.txt| true",
        "[a-c]x| bx| true",
        "a[b-]x| abx| error",
        "a.b| axb| false",
        "a$| a$| true",
        "a+(b)| a+(b)| true",
        "\\#a| #a| true",
        "#a| #a| false",
        "\\!a| !a| true",
        "a\\*| a*| true",
        "a\\*| ab| false",
        "a;!a/b| a/b| false",
        "a;!a/b| a/c| true",
        "!a/b;a| a/b| true",
        "*;!a;a/b| a/b| true",
        "*;!a;a/b| a/c| false",
        "**;!**/*.java| a/b.java| false",
        "! a;b| b| true",
        "a;! a| a| false",
        "!| a| error",
        "[a| a| error",
        "a\\| a| error",
        ".| a| false",
        "..| a| false",
        "é*| éa| true",
        "?| 😀| true"
      })
  void decidesAsTheTableSays(String patterns, String path, String excluded) {
    String file = patterns.replace(';', '\n');
    if (excluded.equals("error")) {
      assertThrows(IllegalArgumentException.class, () -> DockerIgnore.parse(file));
    } else {
      assertEquals(Boolean.parseBoolean(excluded), DockerIgnore.parse(file).excludes(path));
    }
  }

  @Test
  void theHashCountsInTheFirstColumnOnly() {
    DockerIgnore ignore = DockerIgnore.parse("\ufeff# comment\n # no comment\r\n\n  a  \n");
    assertTrue(ignore.excludes("# no comment"));
    assertTrue(ignore.excludes("a"));
    assertFalse(ignore.excludes("# comment"));
  }

  @Test
  void aMalformedPatternIsNamedWithItsLine() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> DockerIgnore.parse("a\n\n[b"));
    assertTrue(refused.getMessage().startsWith("line 3: \"[b\": "), refused.getMessage());
  }

  @ParameterizedTest(name = "[{0}] may hold something in {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a| b| true",
        "a| a| false",
        "a| a/b| false",
        "a;!a/b/c| a| true",
        "a;!a/b/c| a/b| true",
        "a;!a/b/c| a/x| false",
        "!a/b/c;a| a| false",
        "a;!b/c| a| false",
        "a;!**/c| a| true",
        "a;!*/c| a| true",
        "a;!*/c| a/b| false",
        "**;!src| src| true",
        "**;!src| doc| false",
        "**;!src/**/x| src/y/z| true"
      })
  void directoriesAreSkippedWholeWherePossible(String patterns, String directory, boolean may) {
    DockerIgnore ignore = DockerIgnore.parse(patterns.replace(';', '\n'));
    assertEquals(may, ignore.mayHoldIncluded(directory));
  }

  @Test
  void theContextItselfIsNeverExcluded() {
    DockerIgnore ignore = DockerIgnore.parse("**\n*\n.");
    for (String root : List.of("", ".")) {
      assertFalse(ignore.excludes(root));
      assertTrue(ignore.mayHoldIncluded(root));
    }
  }

  @Test
  void anEmptyFileExcludesNothing() {
    assertTrue(DockerIgnore.parse("# nothing\n\n").isEmpty());
    assertFalse(DockerIgnore.NONE.excludes("a"));
  }

  @Test
  void patternsMayBeGivenOneByOne() {
    DockerIgnore ignore = DockerIgnore.of(List.of("*.md", "#a", "!b.md"));
    assertTrue(ignore.excludes("a.md") && ignore.excludes("#a"));
    assertFalse(ignore.excludes("b.md"));
  }

  @Test
  void whatIsSkippedHoldsNothingIncluded() {
    String[] pieces = {"a", "b", "*", "**", "a/b", "*/b", "**/a", "a/**", "b/a", "?", "[ab]/b"};
    String[] paths = {"a", "b", "a/a", "a/b", "b/a", "b/b", "a/a/b", "a/b/a", "b/a/a", "b/b/b/a"};
    for (String excluded : pieces) {
      for (String included : pieces) {
        DockerIgnore ignore = DockerIgnore.parse(excluded + "\n!" + included + "\nb/b");
        for (String path : paths) {
          assertConsistent(ignore, path, excluded + " !" + included);
        }
      }
    }
  }

  private static void assertConsistent(DockerIgnore ignore, String path, String patterns) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (!ignore.mayHoldIncluded(path.substring(0, slash))) {
        assertTrue(ignore.excludes(path), patterns + " on " + path);
      }
    }
  }
}

package dev.slipway.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathGlobsTest {

  @ParameterizedTest
  @CsvSource({
    "docs/*, docs/a.md, true",
    "docs/*, docs/a/b.md, false",
    "docs/**, docs/a/b.md, true",
    "docs/**, docs, false",
    "docs/, docs/a/b.md, true",
    "/docs/*, docs/a.md, true",
    "**/*.md, README.md, true",
    "**/*.md, a/b/c.md, true",
    "*.md, a/README.md, false",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, axb, false",
    "**, any/thing, true",
    "file?.txt, file1.txt, true",
    "file?.txt, file/.txt, false",
    "[ab]c, bc, true",
    "[!ab]c, bc, false",
    "[^ab]c, xc, true",
    "[!a]x, /x, false",
    "[a-c]x, bx, true",
    "[]]x, ]x, true",
    "\\*.md, *.md, true",
    "\\*.md, a.md, false",
    "a+b(c), a+b(c), true",
    "a.b, axb, false",
    "größe/🚀, größe/🚀, true"
  })
  void globsMatchWholePaths(String glob, String path, boolean matched) {
    assertEquals(matched, PathGlob.parse("includePaths", glob).matches(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "src/**; ''; src/a; true",
        "src/**; ''; docs/a; false",
        "src/**; ''; docs/a,src/b; true",
        "''; docs/**; docs/a; false",
        "''; docs/**; docs/a,src/b; true",
        "src/**; **/*.md; src/a.md; false",
        "src/**; **/*.md; src/a.md,docs/b; false",
        "src/**; **/*.md; src/a.md,src/b; true"
      })
  void aPushBuildsWhenSomePathIsNotExcludedAndIsIncluded(
      String include, String exclude, String changed, boolean build) {
    PathGlobs globs = PathGlobs.parse(list(include), list(exclude));

    PathGlobs.Decision decision = globs.judge(list(changed));

    assertEquals(build, decision.build());
    assertTrue(decision.reason().isPresent());
  }

  @Test
  void whatIsNotKnownToBeUnchangedBuilds() {
    PathGlobs.Decision decision = PathGlobs.parse(List.of("src/**"), List.of()).judge(null);

    assertTrue(decision.build());
    assertTrue(decision.reason().orElseThrow().contains("doesn't tell all"));
  }

  @Test
  void withoutGlobsThereIsNothingToSay() {
    PathGlobs.Decision decision = PathGlobs.parse(List.of(), List.of()).judge(List.of());

    assertTrue(decision.build());
    assertTrue(decision.reason().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[b", "a\\", "", " ", "[a/b]", "[z-a]"})
  void aMalformedGlobIsRefused(String glob) {
    RuleSyntaxException e =
        assertThrows(
            RuleSyntaxException.class, () -> PathGlobs.parse(List.of(), List.of("ok", glob)));

    assertEquals("excludePaths", e.field());
  }

  @Test
  void thereAreNotTooManyGlobs() {
    List<String> globs = Collections.nCopies(51, "a");

    assertThrows(RuleSyntaxException.class, () -> PathGlobs.parse(globs, List.of()));
  }

  @Test
  void everyTextWithoutSpecialCharactersMatchesItselfOnly() {
    Random random = new Random(3);
    String alphabet = "ab.+()|^$&~#-_ {}/";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int length = random.nextInt(10); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String path = text + "y";

      PathGlob glob = PathGlob.parse("includePaths", path);

      assertTrue(glob.matches(path), path);
      assertTrue(!glob.matches(path + "z"), path);
    }
  }

  @Test
  void noTextBreaksTheParser() {
    Random random = new Random(4);
    String alphabet = "*?[]!^\\-/ab&&~";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder glob = new StringBuilder("a");
      for (int length = random.nextInt(10); length > 0; length--) {
        glob.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        boolean unused = PathGlob.parse("includePaths", glob.toString()).matches("ab/a");
      } catch (RuleSyntaxException e) {
        assertTrue(e.position() <= glob.length() + 1);
      }
    }
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }
}

package dev.slipway.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefPatternTest {

  @ParameterizedTest
  @CsvSource({
    "main, main, true",
    "main, maint, false",
    "feature/login, feature/login, true",
    "v1.0, v1x0, false",
    "Main, main, false",
    "/main/, maintenance, true",
    "/^main$/, maintenance, false",
    "/^v[0-9.]+/, v1.2-rc, true",
    "/^[0-9.]+$/, 1.2.0, true",
    "/^[0-9.]+$/, 1.2.0-rc, false",
    "/x\\/y/, a/x/y, true",
    "//, anything, true",
    "/(?i)MAIN/, main, true"
  })
  void aNameMatchesLiterallyOrIsSearchedFor(String name, String branch, boolean matched) {
    assertEquals(matched, match(RefType.BRANCH, name, branch, null).matched());
  }

  @Test
  void groupsAreCapturedAndEmptyWhereTheyTookNoPart() {
    RefMatch match = match(RefType.TAG, "/^v(\\d+)\\.(\\d+)(-rc)?$/", "v1.22", null);

    assertEquals(List.of("1", "22", ""), match.groups());
  }

  @Test
  void theEmptyBranchNameTakesAllButTheDefaultBranch() {
    assertFalse(match(RefType.BRANCH, "", "trunk", "trunk").matched());
    assertTrue(match(RefType.BRANCH, "", "main", "trunk").matched());
  }

  @Test
  void whereTheDefaultBranchIsUnknownTheUsualOnesCountAsIt() {
    assertFalse(match(RefType.BRANCH, "", "main", null).matched());
    assertFalse(match(RefType.BRANCH, "", "master", null).matched());
    RefMatch other = match(RefType.BRANCH, "", "trunk", null);
    assertTrue(other.matched());
    assertTrue(other.reason().contains("isn't known"), other.reason());
  }

  @Test
  void theEmptyTagNameTakesEveryTag() {
    assertTrue(match(RefType.TAG, "", "main", "main").matched());
  }

  @Test
  void aReasonNamesThePattern() {
    assertTrue(match(RefType.BRANCH, "/^v/", "main", null).reason().contains("/^v/"));
    assertTrue(match(RefType.BRANCH, "dev", "main", null).reason().contains("\"dev\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/a(b/; 2; missing closing )",
        "/ab[c/; 4; missing closing ]",
        "/a**/; 3; nested repetition",
        "/ax{2,1}/; 4; repeat count",
        "/a\\k/; 3; escape",
        "/a(?=b)/; 3; Perl",
        "/*a/; 2; missing argument",
        "/a)/; 0; has no",
        "/abc\\\\\\/; 7; trailing backslash"
      })
  void aBadExpressionIsRefusedWithItsPlace(String name, int position, String message) {
    RuleSyntaxException e =
        assertThrows(RuleSyntaxException.class, () -> RefPattern.parse(RefType.BRANCH, name));

    assertEquals("name", e.field());
    assertEquals(position, e.position(), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/((a{100}){100}){10}/",
        "/((((a{50}){50}){50}){50}){50}/",
        "/(\\Q[\\E(a{1000}){1000})/",
        "/((a{1000})[[:alpha:](]){1000}/",
        "/([]a]{900}){900}/",
        "/(?:\\(b{999}){999}/"
      })
  void anExpressionThatExpandsTooFarIsRefused(String name) {
    assertThrows(RuleSyntaxException.class, () -> RefPattern.parse(RefType.BRANCH, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/",
        "/^(\\d{1,3}\\.){3}\\d{1,3}$/",
        "/a{/",
        "/x{0}/"
      })
  void ordinaryCountsAreFine(String name) {
    assertFalse(match(RefType.BRANCH, name, "zz", null).reason().isEmpty());
  }

  @Test
  void anExpressionHasBoundedLength() {
    String name = "/" + "a".repeat(1_001) + "/";

    assertThrows(RuleSyntaxException.class, () -> RefPattern.parse(RefType.TAG, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"release-*", "a b", "-x", "..", "/", "a//b", "x^"})
  void aLiteralThatNoRefCanHaveIsRefusedWithAHint(String name) {
    RuleSyntaxException e =
        assertThrows(RuleSyntaxException.class, () -> RefPattern.parse(RefType.BRANCH, name));

    assertTrue(String.valueOf(e.getMessage()).contains("between slashes"), e.getMessage());
  }

  @Test
  void theWorstExpressionTakesLinearTime() {
    NameExpression evil = (NameExpression) RefPattern.parse(RefType.TAG, "/(a+)+$/");
    String name = "a".repeat(64 * 1024) + "b";

    // A backtracking engine takes longer than the universe is old, so the bound needs no precision.
    RefMatch match = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> evil.match(name));

    assertFalse(match.matched());
  }

  @Test
  void noTextBreaksTheParser() {
    Random random = new Random(42);
    String alphabet = "/()[]{}*+?|^$\\.,:QEdab019-";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = random.nextInt(14); length > 0; length--) {
        name.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String text = random.nextBoolean() ? "/" + name + "/" : name.toString();
      try {
        RefMatch match = match(RefType.BRANCH, text, "ab01", null);
        assertFalse(match.reason().isEmpty());
      } catch (RuleSyntaxException e) {
        assertTrue(e.position() >= 0 && e.position() <= text.length(), text + ": " + e.position());
      }
    }
  }

  private static RefMatch match(RefType type, String name, String ref, @Nullable String branch) {
    return RefPattern.parse(type, name).match(new RefName(type, ref), branch);
  }
}

package dev.slipway.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {

  private static final RefName MAIN = RefName.branch("main");

  @ParameterizedTest
  @CsvSource({
    "branch, master, latest, master, latest",
    "tag, /^[0-9.]+$/, release-{sourceref}, 1.2.0, release-1.2.0",
    "tag, /^[0-9.]+/, release-{sourceref}, 1.2.0-rc, release-1.2.0-rc"
  })
  void theExamplesOfDockerHubBuildTheSameTags(
      String type, String name, String tag, String ref, String expected) throws Exception {
    RefType refType = RefType.parse(type);
    RuleSet rules = RuleSet.compile(List.of(rule("r", refType, name, tag)));

    Verdict verdict = rules.judge(RefChange.of(new RefName(refType, ref), "main")).get(0);

    assertTrue(verdict.matched());
    assertEquals(List.of(expected), verdict.tags());
  }

  @Test
  void everyRuleHasItsVerdictInOrder() throws Exception {
    RuleSet rules =
        RuleSet.compile(
            List.of(
                rule("a", RefType.TAG, "", ""),
                rule("b", RefType.BRANCH, "main", "latest"),
                rule("c", RefType.BRANCH, "", "")));

    List<Verdict> verdicts = rules.judge(RefChange.of(MAIN, "main"));

    assertEquals(List.of("a", "b", "c"), verdicts.stream().map(Verdict::rule).toList());
    assertEquals(List.of(false, true, false), verdicts.stream().map(Verdict::matched).toList());
  }

  @Test
  void aRuleThatIsSwitchedOffBuildsOnlyByHand() throws Exception {
    BuildRule off =
        new BuildRule(
            "r",
            RefType.BRANCH,
            "main",
            "/",
            null,
            "x",
            false,
            List.of(),
            List.of(),
            Map.of(),
            null,
            List.of(),
            true);

    assertNoMatch(off, RefChange.of(MAIN, null), "switched off");
    assertTrue(manually(off, RefChange.of(MAIN, null)).matched());
  }

  @Test
  void aDeletedRefBuildsNothingNotEvenByHand() throws Exception {
    BuildRule rule = rule("r", RefType.BRANCH, "main", "x");
    RefChange deleted = new RefChange(MAIN, true, null, null, null);

    assertNoMatch(rule, deleted, "deleted");
    assertFalse(manually(rule, deleted).matched());
  }

  @Test
  void aRuleOfTheOtherTypeSaysSo() throws Exception {
    assertNoMatch(
        rule("r", RefType.TAG, "main", "x"),
        RefChange.of(MAIN, null),
        "The rule is for a tag, and this is a branch.");
  }

  @Test
  void aNameThatDoesNotMatchSaysWhichPattern() throws Exception {
    assertNoMatch(
        rule("r", RefType.BRANCH, "/^v/", "x"),
        RefChange.of(MAIN, null),
        "Branch \"main\" doesn't match /^v/.");
  }

  @Test
  void aSkipMarkerSkipsUnlessByHand() throws Exception {
    BuildRule rule = rule("r", RefType.BRANCH, "main", "x");
    RefChange skipped = new RefChange(MAIN, false, "Typo [skip ci]", null, null);

    assertNoMatch(rule, skipped, "[skip ci]");
    assertTrue(manually(rule, skipped).matched());
  }

  @Test
  void theNameComesBeforeSkipMarkersAndPaths() throws Exception {
    RefChange skipped = new RefChange(MAIN, false, "[skip ci]", null, List.of("docs/a"));

    assertNoMatch(rule("r", RefType.BRANCH, "dev", "x"), skipped, "is not \"dev\"");
  }

  @Test
  void aPathFilterFiltersUnlessByHand() throws Exception {
    BuildRule rule = filtered("src/**");
    RefChange docs = new RefChange(MAIN, false, null, null, List.of("docs/a"));

    assertNoMatch(rule, docs, "path filter");
    assertTrue(manually(rule, docs).matched());
  }

  @Test
  void anUnknownListOfPathsBuildsAndSaysWhy() throws Exception {
    Verdict verdict =
        RuleSet.compile(List.of(filtered("src/**"))).judge(RefChange.of(MAIN, null)).get(0);

    assertTrue(verdict.matched());
    assertTrue(verdict.reason().contains("doesn't tell all that changed"), verdict.reason());
  }

  @Test
  void tagsThatComeOutEmptyAreNoMatch() throws Exception {
    assertNoMatch(
        rule("r", RefType.BRANCH, "/^main(.*)$/", "{\\1}"), RefChange.of(MAIN, null), "empty");
  }

  @Test
  void everyProblemOfEveryRuleIsReported() {
    BuildRule bad =
        new BuildRule(
            "r",
            RefType.BRANCH,
            "/(/",
            "../x",
            "..",
            "{x}",
            true,
            List.of("["),
            List.of(),
            Map.of("1a", "x"),
            "not a stage",
            List.of("linux", "linux/amd64", "linux/amd64"),
            true);

    InvalidRuleException e =
        assertThrows(
            InvalidRuleException.class,
            () -> RuleSet.compile(List.of(rule("ok", RefType.TAG, "", ""), bad)));

    assertEquals(
        List.of(
            "name",
            "tag",
            "includePaths",
            "dockerfile",
            "target",
            "platforms",
            "platforms",
            "buildArgs"),
        e.problems().stream().map(RuleProblem::field).toList());
    assertTrue(e.problems().stream().allMatch(problem -> problem.rule() == 1));
    assertTrue(String.valueOf(e.getMessage()).contains("rule 2, tag, character 1"), e.getMessage());
  }

  private static void assertNoMatch(BuildRule rule, RefChange change, String reason)
      throws InvalidRuleException {
    Verdict verdict = RuleSet.compile(List.of(rule)).judge(change).get(0);

    assertFalse(verdict.matched());
    assertTrue(verdict.reason().contains(reason), verdict.reason());
  }

  private static Verdict manually(BuildRule rule, RefChange change) throws InvalidRuleException {
    return RuleSet.compile(List.of(rule)).judgeManually(change).get(0);
  }

  private static BuildRule filtered(String include) {
    return new BuildRule(
        "r",
        RefType.BRANCH,
        "main",
        "/",
        null,
        "x",
        true,
        List.of(include),
        List.of(),
        Map.of(),
        null,
        List.of(),
        true);
  }

  private static BuildRule rule(String id, RefType type, String name, String tag) {
    return new BuildRule(
        id, type, name, "/", null, tag, true, List.of(), List.of(), Map.of(), null, List.of(),
        true);
  }
}

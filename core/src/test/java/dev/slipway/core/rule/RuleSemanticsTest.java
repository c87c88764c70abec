package dev.slipway.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The semantics of build rules as one table, {@code semantics.txt}, row by row. */
class RuleSemanticsTest {

  private static final String BAD_RULE = "bad rule: ";
  private static final String NO = "no: ";
  private static final Pattern REPEAT = Pattern.compile("\\{(\\d+)\\*(.)}");

  static Stream<Row> rows() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(RuleSemanticsTest.class.getResourceAsStream("semantics.txt"))) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Row::parse)
              .toList()
              .stream();
    }
  }

  @Test
  void theTableIsRead() throws IOException {
    assertTrue(rows().count() >= 80);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRuleMakesOfARefWhatTheTableSays(Row row) throws InvalidRuleException {
    if (row.result().startsWith(BAD_RULE)) {
      InvalidRuleException refused = assertThrows(InvalidRuleException.class, row::verdict);
      assertEquals(row.result().substring(BAD_RULE.length()), refused.problems().get(0).field());
      return;
    }
    Verdict verdict = row.verdict();
    if (row.result().startsWith(NO)) {
      assertFalse(verdict.matched(), verdict.toString());
      assertTrue(verdict.reason().contains(row.result().substring(NO.length())), verdict.reason());
    } else {
      assertEquals(List.of(row.result().split(" ")), verdict.tags(), verdict.reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a*)*b$", "^([a-z]+)*$", "^(.*)*x$"})
  void anExpressionThatRuinsABacktrackingEngineIsThroughWith64KiloBytesAtOnce(String expression) {
    NameExpression evil = (NameExpression) RefPattern.parse(RefType.BRANCH, "/" + expression + "/");
    String name = "a".repeat(64 * 1024) + "!";

    // Where time isn't linear this ends with the universe, so the bound needs no precision.
    RefMatch match = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> evil.match(name));

    assertFalse(match.matched());
  }

  @Test
  void nothingOf64KiloBytesIsARefInTheFirstPlace() {
    String name = "a".repeat(64 * 1024);

    assertThrows(IllegalArgumentException.class, () -> RefName.branch(name));
  }

  /** A row of the table. */
  record Row(String type, String name, String tag, String ref, String branch, String result) {

    static Row parse(String line) {
      String[] columns = line.split("(?:^| )\\|(?: |$)", -1);
      if (columns.length < 6) {
        throw new IllegalArgumentException("a row has six columns: " + line);
      }
      return new Row(
          columns[0].strip(),
          columns[1].strip(),
          columns[2].strip(),
          repeated(columns[3].strip()),
          columns[4].strip(),
          repeated(columns[5].strip()));
    }

    Verdict verdict() throws InvalidRuleException {
      BuildRule rule =
          new BuildRule(
              "r",
              RefType.parse(type),
              name,
              "/",
              null,
              tag,
              true,
              List.of(),
              List.of(),
              Map.of(),
              null,
              List.of(),
              true);
      RefChange change = RefChange.of(refName(), branch.equals("?") ? null : branch);
      return RuleSet.compile(List.of(rule)).judge(change).get(0);
    }

    /** Of the rule's own type, unless the row says otherwise. */
    private RefName refName() {
      for (RefType other : RefType.values()) {
        String prefix = other.wireName() + ":";
        if (ref.startsWith(prefix)) {
          return new RefName(other, ref.substring(prefix.length()));
        }
      }
      return new RefName(RefType.parse(type), ref);
    }

    private static String repeated(String text) {
      return REPEAT
          .matcher(text)
          .replaceAll(found -> found.group(2).repeat(Integer.parseInt(found.group(1))));
    }
  }
}

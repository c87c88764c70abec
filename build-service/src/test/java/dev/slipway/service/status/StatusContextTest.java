package dev.slipway.service.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StatusContextTest {

  @Test
  void aRuleIsCalledByItsName() {
    assertEquals("ci/slipway/main", context(rule(RefType.BRANCH, "main")));
    assertEquals("ci/slipway/feature-login", context(rule(RefType.BRANCH, "feature/login")));
    assertEquals("ci/slipway/v-0-9", context(rule(RefType.TAG, "/^v[0-9.]+$/")));
  }

  @Test
  void aRuleWithoutANameIsCalledByWhatItBuilds() {
    assertEquals("ci/slipway/every-branch", context(rule(RefType.BRANCH, "")));
    assertEquals("ci/slipway/every-tag", context(rule(RefType.TAG, "")));
    assertEquals("ci/slipway/tag", context(rule(RefType.TAG, "/.*/")));
  }

  @Test
  void ofRulesThatAreCalledAlikeTheFirstHasThePlainName() {
    BuildRule first = rule(RefType.BRANCH, "main");
    BuildRule second = rule(RefType.BRANCH, "main");
    List<BuildRule> rules = List.of(first, second);

    assertEquals("ci/slipway/main", StatusContext.of(UUID.fromString(first.id()), rules));
    assertEquals(
        "ci/slipway/main-" + second.id().substring(0, 8),
        StatusContext.of(UUID.fromString(second.id()), rules));
  }

  @Test
  void movingARuleAmongOthersKeepsItsName() {
    BuildRule rule = rule(RefType.BRANCH, "main");
    BuildRule other = rule(RefType.TAG, "");

    assertEquals(
        StatusContext.of(UUID.fromString(rule.id()), List.of(rule, other)),
        StatusContext.of(UUID.fromString(rule.id()), List.of(other, rule)));
  }

  @Test
  void aRuleThatIsGoneIsCalledByItsId() {
    UUID gone = UUID.randomUUID();

    assertEquals(
        "ci/slipway/rule-" + gone.toString().substring(0, 8), StatusContext.of(gone, List.of()));
  }

  @Test
  void aLongNameIsCut() {
    String context = context(rule(RefType.BRANCH, "x".repeat(200)));

    assertTrue(context.length() < 80, context);
  }

  private static String context(BuildRule rule) {
    return StatusContext.of(UUID.fromString(rule.id()), List.of(rule));
  }

  private static BuildRule rule(RefType type, String name) {
    return new BuildRule(
        UUID.randomUUID().toString(),
        type,
        name,
        "/",
        null,
        "latest",
        true,
        List.of(),
        List.of(),
        Map.of(),
        null,
        List.of(),
        true);
  }
}

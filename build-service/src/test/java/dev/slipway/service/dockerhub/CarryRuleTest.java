package dev.slipway.service.dockerhub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.dockerhub.Autobuild.Location;
import dev.slipway.service.dockerhub.Autobuild.Setting;
import dev.slipway.service.dockerhub.ImportReport.Outcome;
import dev.slipway.service.dockerhub.ImportReport.RuleResult;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarryRuleTest {

  private static final Location ROOT = new Location("Dockerfile", "/", false);

  @Test
  void aRuleIsCarriedOverAsItIs() {
    RuleResult result =
        CarryRule.carry(
            new Setting("s", "Tag", "/^v([0-9.]+)$/", ROOT, "{\\1},latest", false, false),
            Map.of("A", "b"));

    assertEquals(Outcome.CARRIED, result.outcome());
    BuildRule rule = present(result.rule());
    assertEquals(RefType.TAG, rule.type());
    assertEquals("/^v([0-9.]+)$/", rule.name());
    assertEquals("{\\1},latest", rule.tag());
    assertEquals(false, rule.active());
    assertEquals(false, rule.cache());
    assertEquals(Map.of("A", "b"), rule.buildArgs());
  }

  @ParameterizedTest
  @CsvSource({
    "Branch, '', latest, every branch but the repository's default branch",
    "branch, main, '', {sourceref}"
  })
  void whatDockerHubUnderstoodWithoutSayingItIsSaid(
      String type, String name, String tag, String why) {
    RuleResult result = carry(type, name, tag);

    assertEquals(Outcome.CHANGED, result.outcome());
    assertTrue(result.why().get(0).contains(why), result.why().toString());
    assertTrue(!present(result.rule()).tag().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "Branch, /(?!wip).*/, x, source_name",
    "Branch, '/(/', x, source_name",
    "Tag, /v/, '{\\1}', tag",
    "Tag, v1, '{sourceref', tag",
    "Commit, v1, x, source_type",
    "'', v1, x, source_type"
  })
  void aRuleThatCantBeIsDroppedWithWhy(String type, String name, String tag, String field) {
    RuleResult result = carry(type, name, tag);

    assertEquals(Outcome.DROPPED, result.outcome());
    assertNull(result.rule());
    assertEquals(1, result.why().size());
    assertTrue(result.why().get(0).startsWith(field), result.why().toString());
  }

  @Test
  void aPathThatClimbsIsDropped() {
    Location outside = new Location("Dockerfile", "/../x", false);

    RuleResult result =
        CarryRule.carry(new Setting("s", "Tag", "v", outside, "x", true, true), Map.of());

    assertEquals(Outcome.DROPPED, result.outcome());
  }

  private static RuleResult carry(String type, String name, String tag) {
    return CarryRule.carry(new Setting("s", type, name, ROOT, tag, true, true), Map.of());
  }

  private static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}

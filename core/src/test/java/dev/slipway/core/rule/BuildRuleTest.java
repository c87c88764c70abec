package dev.slipway.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildRuleTest {

  @Test
  void aLiteralNameMeansOneRef() {
    assertEquals(Optional.of(RefName.branch("main")), rule(RefType.BRANCH, "main").literalRef());
    assertEquals(Optional.of(RefName.tag("v1/x")), rule(RefType.TAG, "v1/x").literalRef());
  }

  @Test
  void aPatternAndTheEmptyNameMeanNoneInParticular() {
    assertEquals(Optional.empty(), rule(RefType.BRANCH, "/^v/").literalRef());
    assertEquals(Optional.empty(), rule(RefType.TAG, "").literalRef());
  }

  @Test
  void aNameThatNoRefCanHaveIsRefused() {
    assertThrows(RuleSyntaxException.class, () -> rule(RefType.BRANCH, "a..b").literalRef());
  }

  private static BuildRule rule(RefType type, String name) {
    return new BuildRule(
        "r", type, name, "/", null, "", true, List.of(), List.of(), Map.of(), null, List.of(),
        true);
  }
}

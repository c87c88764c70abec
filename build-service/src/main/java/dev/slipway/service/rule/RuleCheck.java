package dev.slipway.service.rule;

import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.InvalidRuleException;
import dev.slipway.core.rule.RuleProblem;
import dev.slipway.core.rule.RuleSet;
import dev.slipway.service.web.InvalidInputException;
import java.util.List;
import java.util.function.IntFunction;

/** Refuses rules that the gateway couldn't run, when they are saved and not when a push comes. */
public final class RuleCheck {

  private static final int MOST_RULES = 100;

  private RuleCheck() {}

  /**
   * Compiles rules, as the gateway will.
   *
   * @param field how the list is called in the request, such as {@code rules}
   * @throws InvalidInputException for the first problem, with the field and the character at fault
   */
  public static RuleSet check(List<BuildRule> rules, String field) {
    return check(rules, i -> field + "[" + i + "].");
  }

  /**
   * As above.
   *
   * @param prefix what stands before the field names of the rule at an index
   */
  static RuleSet check(List<BuildRule> rules, IntFunction<String> prefix) {
    if (rules.size() > MOST_RULES) {
      throw new InvalidInputException(
          "rules", "a repository has up to " + MOST_RULES + " rules, not " + rules.size());
    }
    try {
      return RuleSet.compile(rules);
    } catch (InvalidRuleException e) {
      RuleProblem first = e.problems().get(0);
      throw new InvalidInputException(
          prefix.apply(first.rule()) + first.field(),
          first.position() == 0 ? null : first.position(),
          first.message());
    }
  }
}

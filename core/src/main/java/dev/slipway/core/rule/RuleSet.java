package dev.slipway.core.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The rules of one repository, ready to judge. The gateway, the preview and every other cause of
 * builds judge with this same code. Immutable.
 */
public final class RuleSet {

  private final List<CompiledRule> rules;

  private RuleSet(List<CompiledRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * Understands rules.
   *
   * @throws InvalidRuleException when any field of any rule is wrong, with all that is
   */
  public static RuleSet compile(List<BuildRule> rules) throws InvalidRuleException {
    List<RuleProblem> problems = new ArrayList<>();
    List<CompiledRule> compiled = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      new RuleCompiler(i, rules.get(i), problems).compile().ifPresent(compiled::add);
    }
    if (!problems.isEmpty()) {
      throw new InvalidRuleException(problems);
    }
    return new RuleSet(compiled);
  }

  /** What a push of this change builds: a verdict for every rule, in the rules' order. */
  public List<Verdict> judge(RefChange change) {
    return verdicts(rule -> rule.judge(change));
  }

  /**
   * What a build started by hand builds: like {@link #judge}, but neither the active flag nor a
   * skip marker nor the path filter keeps a rule from it.
   */
  public List<Verdict> judgeManually(RefChange change) {
    return verdicts(rule -> rule.judgeManually(change));
  }

  private List<Verdict> verdicts(Function<CompiledRule, Verdict> judgement) {
    return rules.stream().map(judgement).toList();
  }
}

package dev.slipway.core.rule;

import java.util.List;
import java.util.stream.Collectors;

/** Some rules can't be used. It carries every problem of every rule, not only the first. */
public final class InvalidRuleException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<RuleProblem> problems;

  InvalidRuleException(List<RuleProblem> problems) {
    super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** At least one, in the order of the rules. */
  public List<RuleProblem> problems() {
    return problems;
  }
}

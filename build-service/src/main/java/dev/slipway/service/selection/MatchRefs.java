package dev.slipway.service.selection;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.InvalidRuleException;
import dev.slipway.core.rule.RefChange;
import dev.slipway.core.rule.RuleSet;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.selection.Selected.Target;
import dev.slipway.service.web.ConflictException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says which rules of a repository build a ref when somebody asks for it. */
final class MatchRefs {

  private static final RefOrder ORDER = new RefOrder();

  private final RuleSet rules;
  private final Selection selection;
  private final Set<RefName> literals;

  /**
   * @throws ConflictException when a stored rule can't be used
   */
  MatchRefs(Repository repository, Selection selection) {
    this.selection = selection;
    try {
      this.rules = RuleSet.compile(repository.rules());
    } catch (InvalidRuleException e) {
      throw new ConflictException("a rule of the repository can't be used: " + e.getMessage());
    }
    this.literals =
        repository.rules().stream()
            .map(BuildRule::literalRef)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
  }

  /** The ref with the rules that build it; empty when none does. */
  Optional<Target> match(RefName ref, @Nullable CommitSha commit, @Nullable String defaultBranch) {
    Set<String> matched =
        rules.judgeManually(RefChange.of(ref, defaultBranch)).stream()
            .filter(verdict -> verdict.matched() && isWanted(ref, verdict))
            .map(Verdict::rule)
            .collect(Collectors.toSet());
    return matched.isEmpty() ? Optional.empty() : Optional.of(new Target(ref, commit, matched));
  }

  /** Refs that rules name come first, since those are what most installations tag as latest. */
  int compare(Target one, Target other) {
    int named = Boolean.compare(literals.contains(other.ref()), literals.contains(one.ref()));
    return named == 0 ? ORDER.compare(one.ref(), other.ref()) : named;
  }

  private boolean isWanted(RefName ref, Verdict verdict) {
    String rule = selection.rule();
    String tag = selection.dockerTag();
    return (rule == null || rule.equals(verdict.rule()))
        && (tag == null || verdict.tags().contains(tag) || ref.equals(branchOrNull(tag)));
  }

  private static @Nullable RefName branchOrNull(String name) {
    try {
      return RefName.branch(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

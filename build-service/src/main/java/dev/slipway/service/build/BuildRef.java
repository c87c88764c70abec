package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.InvalidRuleException;
import dev.slipway.core.rule.RefChange;
import dev.slipway.core.rule.RuleSet;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds a ref for whatever cause that is no delivery: judges it by the repository's rules and asks
 * for the builds of those that match, through the same door as everything else.
 */
@ApplicationScoped
public class BuildRef {

  private final RequestBuild requests;

  BuildRef(RequestBuild requests) {
    this.requests = requests;
  }

  /**
   * What is to be built.
   *
   * @param repository whose
   * @param ref which ref
   * @param commit its commit; null means its tip when a worker fetches it
   * @param commitMessage as far as known
   * @param only which of the rules are asked at all
   * @param judgement whether the active flag and skip markers count
   * @param cache false builds with nothing of earlier builds
   * @param cause why
   * @param key what asks: with it, a rule builds once, however often it is asked. A fresh UUID for
   *     a person's wish; for a program's, what makes two wishes the same
   */
  public record Wish(
      Repository repository,
      RefName ref,
      @Nullable CommitSha commit,
      @Nullable String commitMessage,
      Predicate<BuildRule> only,
      Judgement judgement,
      boolean cache,
      BuildCause cause,
      String key) {}

  /** How rules are applied. */
  public enum Judgement {
    /** As to a push: a rule that is switched off builds nothing. */
    AUTOMATIC,
    /** As somebody asked for it: only the ref counts. */
    MANUAL
  }

  /**
   * What a rule said, and what became of it.
   *
   * @param rule the rule
   * @param verdict what it says about the ref
   * @param admission what became of the build; null unless the verdict matched
   */
  public record Answer(BuildRule rule, Verdict verdict, @Nullable Admission admission) {}

  /**
   * Asks for the builds, all or nothing.
   *
   * @return an answer for every rule that {@code only} let through, in the rules' order
   * @throws ConflictException when a stored rule can't be used
   */
  @Transactional
  public List<Answer> request(Wish wish) {
    List<Verdict> verdicts = judge(wish);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      BuildRule rule = wish.repository().rules().get(i);
      if (wish.only().test(rule)) {
        answers.add(answer(wish, rule, verdicts.get(i)));
      }
    }
    return List.copyOf(answers);
  }

  private Answer answer(Wish wish, BuildRule rule, Verdict verdict) {
    if (!verdict.matched()) {
      return new Answer(rule, verdict, null);
    }
    BuildPlan plan = BuildPlan.of(rule, wish.ref(), verdict.tags());
    BuildRequest request =
        new BuildRequest(
            wish.key() + ":" + rule.id(),
            wish.repository().id(),
            wish.cache() ? plan : plan.withoutCache(),
            wish.commit(),
            wish.commitMessage(),
            wish.cause());
    return new Answer(rule, verdict, requests.request(request));
  }

  private static List<Verdict> judge(Wish wish) {
    RefChange change =
        new RefChange(
            wish.ref(), false, wish.commitMessage(), wish.repository().defaultBranch(), null);
    try {
      RuleSet rules = RuleSet.compile(wish.repository().rules());
      return switch (wish.judgement()) {
        case AUTOMATIC -> rules.judge(change);
        case MANUAL -> rules.judgeManually(change);
      };
    } catch (InvalidRuleException e) {
      throw new ConflictException("a rule of the repository can't be used: " + e.getMessage());
    }
  }
}

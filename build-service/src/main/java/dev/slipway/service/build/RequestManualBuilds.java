package dev.slipway.service.build;

import dev.slipway.core.git.RefName;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.core.rule.InvalidRuleException;
import dev.slipway.core.rule.RefChange;
import dev.slipway.core.rule.RuleSet;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Builds a ref because somebody asked: by every rule that matches it, active or not. */
@ApplicationScoped
public class RequestManualBuilds {

  private final RequestBuild requests;

  RequestManualBuilds(RequestBuild requests) {
    this.requests = requests;
  }

  /**
   * Asks for the builds; the commit is the ref's tip when a worker fetches it.
   *
   * @param by who wants it
   * @return at least one build; one that waits already is not made again
   * @throws InvalidInputException when no rule builds this ref; it says why for each
   */
  @Transactional
  public List<UUID> request(Repository repository, RefName ref, String by) {
    List<UUID> builds = new ArrayList<>();
    List<Verdict> verdicts = judge(repository, ref);
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (verdict.matched()) {
        BuildRule rule = repository.rules().get(i);
        BuildPlan plan = BuildPlan.of(rule, ref, verdict.tags());
        builds.add(request(repository, plan, by));
      }
    }
    if (builds.isEmpty()) {
      throw new InvalidInputException("ref", nothing(ref, verdicts));
    }
    return List.copyOf(builds);
  }

  private UUID request(Repository repository, BuildPlan plan, String by) {
    Admission admission =
        requests.request(
            new BuildRequest(
                "manual:" + UUID.randomUUID(),
                repository.id(),
                plan,
                null,
                null,
                BuildCause.manual(by)));
    return Objects.requireNonNull(admission.buildId(), "a manual build is never refused");
  }

  private static List<Verdict> judge(Repository repository, RefName ref) {
    try {
      return RuleSet.compile(repository.rules())
          .judgeManually(RefChange.of(ref, repository.defaultBranch()));
    } catch (InvalidRuleException e) {
      throw new ConflictException("a rule of the repository can't be used: " + e.getMessage());
    }
  }

  private static String nothing(RefName ref, List<Verdict> verdicts) {
    String why =
        verdicts.isEmpty()
            ? "the repository has no rules"
            : verdicts.stream().map(Verdict::reason).distinct().collect(Collectors.joining("; "));
    return "no rule builds " + ref.type().wireName() + " " + ref.name() + ": " + why;
  }
}

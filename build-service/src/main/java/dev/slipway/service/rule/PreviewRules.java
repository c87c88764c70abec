package dev.slipway.service.rule;

import dev.slipway.core.git.RefName;
import dev.slipway.core.rule.RefChange;
import dev.slipway.core.rule.Verdict;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers "what would a push of this ref build?", with the code that the gateway runs. */
@ApplicationScoped
public class PreviewRules {

  private final Access access;

  PreviewRules(Access access) {
    this.access = access;
  }

  /** A verdict for every rule, in the rules' order. */
  public List<Verdict> preview(RepositoryName name, RefName ref) {
    Repository repository = access.repository(name, Action.READ_BUILD_DETAILS);
    return RuleCheck.check(repository.rules(), "rules")
        .judge(RefChange.of(ref, repository.defaultBranch()));
  }
}

package dev.slipway.service.selection;

import dev.slipway.core.git.RefName;
import dev.slipway.core.image.Digest;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.build.Admission;
import dev.slipway.service.build.BuildCause;
import dev.slipway.service.build.BuildRef;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.selection.Selected.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks for the builds of selected refs, active rules or not, since somebody asked for them. */
@ApplicationScoped
public class BuildSelected {

  private final BuildRef buildRef;

  BuildSelected(BuildRef buildRef) {
    this.buildRef = buildRef;
  }

  /**
   * A wish for builds.
   *
   * @param repository whose
   * @param targets the refs and the rules that build them
   * @param cache false builds with nothing of earlier builds
   * @param cause why
   * @param key what asks; asked again under the same key, a ref's rule builds once
   */
  public record Order(
      Repository repository, List<Target> targets, boolean cache, BuildCause cause, String key) {

    public Order {
      targets = List.copyOf(targets);
    }
  }

  /**
   * What became of one ref and rule.
   *
   * @param ref the branch or tag
   * @param rule the rule
   * @param tags the image's tags
   * @param admission the build that was made, or that is there already
   */
  public record Made(RefName ref, BuildRule rule, List<String> tags, Admission admission) {

    public Made {
      tags = List.copyOf(tags);
    }
  }

  /**
   * Asks for them, each ref in a transaction of its own, so that no two refs' locks are ever held
   * together.
   *
   * @throws dev.slipway.service.web.ConflictException when a stored rule can't be used
   */
  public List<Made> build(Order order) {
    List<Made> made = new ArrayList<>();
    for (Target target : order.targets()) {
      buildRef.request(wish(order, target)).forEach(answer -> collect(target, answer, made));
    }
    return List.copyOf(made);
  }

  private static void collect(Target target, BuildRef.Answer answer, List<Made> made) {
    if (answer.admission() != null) {
      made.add(new Made(target.ref(), answer.rule(), answer.verdict().tags(), answer.admission()));
    }
  }

  private static BuildRef.Wish wish(Order order, Target target) {
    return new BuildRef.Wish(
        order.repository(),
        target.ref(),
        target.commit(),
        null,
        rule -> target.rules().contains(rule.id()),
        BuildRef.Judgement.MANUAL,
        order.cache(),
        order.cause(),
        order.key() + ":" + digits(target.ref()));
  }

  /** A ref's name may be longer than a key may be. */
  private static String digits(RefName ref) {
    return Digest.of(ref.fullName().getBytes(StandardCharsets.UTF_8)).hex();
  }
}

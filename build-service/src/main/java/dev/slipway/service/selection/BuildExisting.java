package dev.slipway.service.selection;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.git.RefType;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.build.BuildCause;
import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildQueries.Success;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.selection.Selected.Target;
import dev.slipway.service.source.SourceUnreachableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tags, or branches, that a remote has already: for a repository that was just
 * configured, or a rule that is new. What has an image of its present commit is left alone.
 */
@ApplicationScoped
public class BuildExisting {

  private final SelectRefs select;
  private final BuildSelected build;
  private final BuildQueries queries;

  BuildExisting(SelectRefs select, BuildSelected build, BuildQueries queries) {
    this.select = select;
    this.build = build;
    this.queries = queries;
  }

  /**
   * What to build.
   *
   * @param type branches or tags
   * @param rule only by the rule with this id; null for all
   * @param limit the most refs that are built, the newest versions first
   * @param rebuild whether those that have an image are built too
   * @param dryRun whether to tell only
   */
  public record Wish(
      RefType type, @Nullable String rule, int limit, boolean rebuild, boolean dryRun) {}

  /**
   * What became of it.
   *
   * @param built a line for each ref and rule that is built, or would be
   * @param skipped a line for each that isn't, as far as there is room
   * @param leftOut how many refs more there are beyond the limit
   */
  public record Report(List<Line> built, List<Line> skipped, int leftOut) {

    public Report {
      built = List.copyOf(built);
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * One ref and one rule.
   *
   * @param type branch or tag
   * @param ref the short name
   * @param commit where it points
   * @param rule the rule's id
   * @param build the build; null for a dry run and for what is skipped
   * @param reason why
   */
  public record Line(
      String type,
      String ref,
      @Nullable String commit,
      String rule,
      @Nullable UUID build,
      String reason) {}

  /**
   * Builds them. Asks the remote, so not to be called within a transaction.
   *
   * @param by who wants it
   * @throws SourceUnreachableException when the remote doesn't tell its refs
   */
  public Report build(Repository repository, Wish wish, String by)
      throws SourceUnreachableException {
    Selected present = select.present(repository, new Selection(null, wish.rule(), null));
    List<Line> skipped = new ArrayList<>();
    List<Target> wanted = new ArrayList<>();
    Set<Success> done = wish.rebuild() ? Set.of() : queries.successes(repository.id(), wish.type());
    for (Target target : present.targets()) {
      if (target.ref().type() == wish.type()) {
        Target rest = withoutDone(target, done, skipped);
        if (!rest.rules().isEmpty()) {
          wanted.add(rest);
        }
      }
    }
    List<Target> taken = wanted.subList(0, Math.min(wish.limit(), wanted.size()));
    List<Line> built = wish.dryRun() ? foretold(taken) : ordered(repository, taken, by);
    return new Report(built, skipped, wanted.size() - taken.size());
  }

  private static Target withoutDone(Target target, Set<Success> done, List<Line> skipped) {
    CommitSha commit = Objects.requireNonNull(target.commit(), "the remote told it");
    Set<String> rules = new HashSet<>();
    for (String rule : target.rules()) {
      Success success = new Success(UUID.fromString(rule), target.ref().name(), commit.value());
      if (done.contains(success)) {
        skipped.add(
            line(target.ref(), commit, rule, null, "This commit was built by this rule already."));
      } else {
        rules.add(rule);
      }
    }
    return new Target(target.ref(), commit, rules);
  }

  private static List<Line> foretold(List<Target> targets) {
    return targets.stream()
        .flatMap(
            target ->
                target.rules().stream()
                    .map(
                        rule ->
                            line(target.ref(), target.commit(), rule, null, "It would be built.")))
        .toList();
  }

  private List<Line> ordered(Repository repository, List<Target> targets, String by) {
    BuildSelected.Order order =
        new BuildSelected.Order(
            repository, targets, true, BuildCause.manual(by), "existing:" + UUID.randomUUID());
    return build.build(order).stream().map(made -> line(made, targets)).toList();
  }

  private static Line line(BuildSelected.Made made, List<Target> targets) {
    CommitSha commit =
        targets.stream()
            .filter(target -> target.ref().equals(made.ref()))
            .map(Target::commit)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    BuildRule rule = made.rule();
    return line(
        made.ref(), commit, rule.id(), made.admission().buildId(), made.admission().reason());
  }

  private static Line line(
      RefName ref, @Nullable CommitSha commit, String rule, @Nullable UUID build, String reason) {
    String digits = commit == null ? null : commit.value();
    return new Line(ref.type().wireName(), ref.name(), digits, rule, build, reason);
  }
}

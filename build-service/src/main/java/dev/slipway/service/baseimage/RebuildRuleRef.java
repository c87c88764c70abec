package dev.slipway.service.baseimage;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.image.Digest;
import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildCause;
import dev.slipway.service.build.BuildRef;
import dev.slipway.service.build.Builds;
import dev.slipway.service.delivery.RefHistory;
import dev.slipway.service.repository.Repositories;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for the rebuild of one rule's ref: one build, however many of its base images changed. */
@ApplicationScoped
class RebuildRuleRef {

  private final OutdatedUses outdated;
  private final LoopCheck loops;
  private final Builds builds;
  private final RefHistory history;
  private final Repositories repositories;
  private final BuildRef buildRef;

  RebuildRuleRef(
      OutdatedUses outdated,
      LoopCheck loops,
      Builds builds,
      RefHistory history,
      Repositories repositories,
      BuildRef buildRef) {
    this.outdated = outdated;
    this.loops = loops;
    this.builds = builds;
    this.history = history;
    this.repositories = repositories;
    this.buildRef = buildRef;
  }

  /**
   * Rebuilds what has to be. A change that comes from the rebuilt image itself is settled without a
   * build: it would never end.
   *
   * @throws dev.slipway.service.web.ConflictException when a stored rule can't be used
   */
  @Transactional
  void rebuild(RuleRef target) {
    builds.lockRef(target.repositoryId(), target.ref());
    List<BaseChange> changes = withoutLoops(target, outdated.lock(target));
    if (changes.isEmpty()) {
      return;
    }
    Optional<RefHistory.Known> newest = history.newest(target.repositoryId(), target.ref());
    if (newest.isPresent() && newest.get().commit() == null) {
      outdated.drop(target);
      return;
    }
    Build basis = builds.read(changes.get(0).build()).orElseThrow();
    String known = newest.map(RefHistory.Known::commit).orElse(null);
    outdated.settle(target, changes, request(target, changes, basis, known));
  }

  /** Settles all there is without a build. */
  @Transactional
  void giveUp(RuleRef target, String why) {
    outdated.settle(target, outdated.lock(target), why);
  }

  private List<BaseChange> withoutLoops(RuleRef target, List<BaseChange> changes) {
    List<BaseChange> left = new ArrayList<>();
    for (BaseChange change : changes) {
      Optional<String> loop = loops.loop(target, change);
      if (loop.isEmpty()) {
        left.add(change);
      } else {
        String why = "Not rebuilt, because each build would cause the next: " + loop.get() + ".";
        outdated.settle(target, List.of(change), why);
      }
    }
    return left;
  }

  private String request(
      RuleRef target, List<BaseChange> changes, Build basis, @Nullable String known) {
    BuildRef.Wish wish =
        new BuildRef.Wish(
            repositories.byId(target.repositoryId()).orElseThrow(),
            target.ref(),
            commit(basis, known),
            // Skip markers are about pushes, and the worker tells the message.
            null,
            rule -> rule.id().equals(target.ruleId().toString()),
            BuildRef.Judgement.AUTOMATIC,
            true,
            BuildCause.baseImage(describe(changes)),
            key(basis, changes));
    return buildRef.request(wish).stream().map(RebuildRuleRef::note).findFirst().orElse("");
  }

  /** The commit that was built, when it is the newest that is known; else the tip. */
  private static @Nullable CommitSha commit(Build basis, @Nullable String known) {
    CommitSha built = basis.commit();
    return built != null && built.value().equals(known) ? built : null;
  }

  /** The build that stands on the old images stands for repository, rule and ref. */
  private static String key(Build basis, List<BaseChange> changes) {
    String all =
        changes.stream()
            .map(change -> change.reference() + "@" + change.to())
            .sorted()
            .collect(Collectors.joining("\n"));
    return "base-image:"
        + basis.id()
        + ":"
        + Digest.of(all.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
  }

  private static String describe(List<BaseChange> changes) {
    return changes.stream().map(BaseChange::describe).collect(Collectors.joining(", "));
  }

  private static String note(BuildRef.Answer answer) {
    return answer.verdict().matched() ? "" : "Not rebuilt: " + answer.verdict().reason();
  }
}

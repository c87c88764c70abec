package dev.slipway.service.schedule;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.build.Builds;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.selection.Selected.Target;
import dev.slipway.service.source.RemoteRefs;
import dev.slipway.service.source.SourceUnreachableException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Leaves out what was built before: a rule that has a build of a ref's present commit. */
@ApplicationScoped
class OnlyChanged {

  private final RemoteRefs remotes;
  private final Builds builds;

  OnlyChanged(RemoteRefs remotes, Builds builds) {
    this.remotes = remotes;
    this.builds = builds;
  }

  /** What is left, with its commits; a ref that is gone from the remote is left out too. */
  List<Target> of(Repository repository, List<Target> targets) throws SourceUnreachableException {
    boolean known = targets.stream().allMatch(target -> target.commit() != null);
    Map<RefName, CommitSha> present = known ? Map.of() : remotes.list(repository.id()).refs();
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                targets.stream()
                    .map(target -> changed(repository.id(), target, present))
                    .flatMap(Optional::stream)
                    .toList());
  }

  private Optional<Target> changed(
      UUID repositoryId, Target target, Map<RefName, CommitSha> present) {
    CommitSha commit = target.commit() == null ? present.get(target.ref()) : target.commit();
    if (commit == null) {
      return Optional.empty();
    }
    Set<String> rules =
        target.rules().stream()
            .filter(
                rule ->
                    builds
                        .newestOf(repositoryId, UUID.fromString(rule), target.ref(), commit)
                        .isEmpty())
            .collect(Collectors.toSet());
    return rules.isEmpty()
        ? Optional.empty()
        : Optional.of(new Target(target.ref(), commit, rules));
  }
}

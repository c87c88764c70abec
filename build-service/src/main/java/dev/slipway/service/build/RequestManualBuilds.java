package dev.slipway.service.build;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.ConflictException;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds a ref because somebody asked: by every rule that matches it, active or not. */
@ApplicationScoped
public class RequestManualBuilds {

  private final BuildRef buildRef;
  private final RefMoves moves;

  RequestManualBuilds(BuildRef buildRef, RefMoves moves) {
    this.buildRef = buildRef;
    this.moves = moves;
  }

  /** As below, for a ref's tip, by every rule that matches it. */
  @Transactional
  public List<UUID> request(Repository repository, RefName ref, String by) {
    return request(repository, ManualWish.ofTip(ref), by);
  }

  /**
   * Asks for the builds.
   *
   * @param by who wants it
   * @return at least one build; one that waits already is not made again
   * @throws InvalidInputException when no rule builds this ref; it says why for each
   * @throws ConflictException when the ref has moved on from the commit that is wanted
   */
  @Transactional
  public List<UUID> request(Repository repository, ManualWish wish, String by) {
    RefName ref = wish.ref();
    requireNewest(repository, ref, wish.commit());
    List<BuildRef.Answer> answers =
        buildRef.request(
            new BuildRef.Wish(
                repository,
                ref,
                wish.commit(),
                null,
                rule -> wish.asks(rule.id()),
                BuildRef.Judgement.MANUAL,
                wish.cache(),
                BuildCause.manual(by),
                "manual:" + UUID.randomUUID()));
    List<UUID> builds =
        answers.stream()
            .map(BuildRef.Answer::admission)
            .filter(Objects::nonNull)
            .map(Admission::buildId)
            .filter(Objects::nonNull)
            .toList();
    if (builds.isEmpty()) {
      throw new InvalidInputException("ref", nothing(ref, answers));
    }
    return builds;
  }

  /** A tag never goes backwards, not even by hand. */
  private void requireNewest(Repository repository, RefName ref, @Nullable CommitSha commit) {
    if (commit != null && moves.hasMovedOn(repository.id(), ref, commit)) {
      throw new ConflictException(
          ref.type().wireName()
              + " "
              + ref.name()
              + " has moved on from commit "
              + commit.abbreviated()
              + "; building it would move its tags backwards. Leave the commit out to build the"
              + " newest one, or push the older one again");
    }
  }

  private static String nothing(RefName ref, List<BuildRef.Answer> answers) {
    String why =
        answers.isEmpty()
            ? "the repository has no rules"
            : answers.stream()
                .map(answer -> answer.verdict().reason())
                .distinct()
                .collect(Collectors.joining("; "));
    return "no rule builds " + ref.type().wireName() + " " + ref.name() + ": " + why;
  }
}

package dev.slipway.service.build;

import dev.slipway.core.git.RefName;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.InvalidInputException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Builds a ref because somebody asked: by every rule that matches it, active or not. */
@ApplicationScoped
public class RequestManualBuilds {

  private final BuildRef buildRef;

  RequestManualBuilds(BuildRef buildRef) {
    this.buildRef = buildRef;
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
    List<BuildRef.Answer> answers =
        buildRef.request(
            new BuildRef.Wish(
                repository,
                ref,
                null,
                null,
                rule -> true,
                BuildRef.Judgement.MANUAL,
                true,
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

package dev.slipway.service.delivery;

import dev.slipway.core.git.CommitSha;
import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.core.rule.BuildRule;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.build.Admission;
import dev.slipway.service.build.Build;
import dev.slipway.service.build.BuildCause;
import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildRef;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.build.Builds;
import dev.slipway.service.delivery.DeliveryView.Judged;
import dev.slipway.service.delivery.DeliveryView.MadeBuild;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges a stored delivery once more, by the rules as they are now, and asks for its builds again.
 * What has moved on since is left alone, because a tag must never go backwards.
 */
@ApplicationScoped
public class ReplayDelivery {

  /** What the admission keys of replays start with. */
  public static final String KEY_PREFIX = "replay:";

  private final Deliveries deliveries;
  private final RefHistory history;
  private final Builds builds;
  private final BuildRef buildRef;
  private final BuildQueries queries;

  ReplayDelivery(
      Deliveries deliveries,
      RefHistory history,
      Builds builds,
      BuildRef buildRef,
      BuildQueries queries) {
    this.deliveries = deliveries;
    this.history = history;
    this.builds = builds;
    this.buildRef = buildRef;
    this.queries = queries;
  }

  /**
   * Replays a delivery, all or nothing.
   *
   * @param id Slipway's id of it
   * @param by who wants it
   * @throws NoSuchThingException when the repository has no such delivery
   * @throws ConflictException when it moved no ref
   */
  @Transactional
  public Replay replay(Repository repository, UUID id, String by) {
    DeliveryRecorded delivery =
        deliveries
            .find(repository.id(), id)
            .orElseThrow(() -> new NoSuchThingException("there is no such delivery"));
    if (delivery.refUpdates().isEmpty()) {
      throw new ConflictException(
          "the delivery moved no branch or tag, so there is nothing to build again");
    }
    DeliveredRefs.inOrder(delivery).forEach(ref -> builds.lockRef(repository.id(), ref));
    BuildCause cause = BuildCause.replay(id, by);
    String key = KEY_PREFIX + UUID.randomUUID();
    return new Replay(
        delivery.deliveryId(),
        delivery.refUpdates().stream()
            .map(update -> replay(repository, update, cause, key))
            .toList());
  }

  private Replay.Ref replay(Repository repository, RefUpdate update, BuildCause cause, String key) {
    String digits = update.commit();
    if (digits == null) {
      return notJudged(update, "deleted", "The delivery says that it was deleted.");
    }
    RefName ref = DeliveredRefs.ref(update);
    Optional<RefHistory.Known> newest = history.newest(repository.id(), ref);
    if (newest.isPresent() && !digits.equals(newest.get().commit())) {
      return overtaken(update, newest.get().commit());
    }
    return judged(repository, update, new CommitSha(digits), cause, key);
  }

  private Replay.Ref judged(
      Repository repository, RefUpdate update, CommitSha commit, BuildCause cause, String key) {
    RefName ref = DeliveredRefs.ref(update);
    List<Judged> passedOver = new ArrayList<>();
    for (BuildRule rule : repository.rules()) {
      newerBuild(repository, rule, ref, commit)
          .ifPresent(newer -> passedOver.add(passedOver(rule, newer)));
    }
    List<BuildRef.Answer> answers =
        buildRef.request(
            new BuildRef.Wish(
                repository,
                ref,
                commit,
                update.message(),
                rule -> passedOver.stream().noneMatch(one -> one.rule().equals(rule.id())),
                BuildRef.Judgement.AUTOMATIC,
                true,
                cause,
                key));
    return ref(
        update,
        "judged",
        "It is still there, and was judged by the rules as they are now.",
        Stream.concat(made(answers), passedOver.stream()).toList());
  }

  /** The newest build of a rule's ref, if that is of another commit: one that nobody delivered. */
  private Optional<CommitSha> newerBuild(
      Repository repository, BuildRule rule, RefName ref, CommitSha commit) {
    return builds
        .newest(repository.id(), UUID.fromString(rule.id()), ref)
        .map(Build::commit)
        .filter(built -> !built.equals(commit));
  }

  private Stream<Judged> made(List<BuildRef.Answer> answers) {
    List<UUID> ids =
        answers.stream()
            .map(BuildRef.Answer::admission)
            .flatMap(Stream::ofNullable)
            .map(Admission::buildId)
            .flatMap(Stream::ofNullable)
            .toList();
    Map<UUID, BuildView> made = queries.byIds(ids);
    return answers.stream()
        .map(
            answer ->
                new Judged(
                    answer.rule().id(),
                    answer.verdict().matched(),
                    answer.verdict().reason(),
                    answer.verdict().tags(),
                    Stream.ofNullable(answer.admission())
                        .map(admission -> made(admission, made))
                        .toList()));
  }

  private static MadeBuild made(Admission admission, Map<UUID, BuildView> builds) {
    BuildView build = builds.get(admission.buildId());
    return new MadeBuild(
        admission.buildId(),
        build == null ? null : build.state(),
        admission.decision().name().toLowerCase(Locale.ROOT),
        admission.reason());
  }

  private static Judged passedOver(BuildRule rule, CommitSha newer) {
    return new Judged(
        rule.id(),
        false,
        "Commit "
            + newer.abbreviated()
            + " was built since; the older one would move its tags backwards.",
        List.of(),
        List.of());
  }

  private static Replay.Ref overtaken(RefUpdate update, @Nullable String now) {
    return now == null
        ? notJudged(update, "deleted", "It was deleted since.")
        : notJudged(
            update,
            "moved_on",
            "It moved on to commit "
                + new CommitSha(now).abbreviated()
                + " since; the older one would move its tags backwards.");
  }

  private static Replay.Ref notJudged(RefUpdate update, String outcome, String reason) {
    return ref(update, outcome, reason, List.of());
  }

  private static Replay.Ref ref(
      RefUpdate update, String outcome, String reason, List<Judged> verdicts) {
    return new Replay.Ref(
        update.type().wireName(), update.name(), update.commit(), outcome, reason, verdicts);
  }
}

package dev.slipway.service.delivery;

import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.core.rule.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is shown: what the Git host got for an answer, and what became of it.
 *
 * @param id Slipway's id of it, as its address has it
 * @param deliveryId the host's own id
 * @param event the host's name of the event
 * @param sender the host's account that caused it
 * @param receivedAt when it came first
 * @param receptions how often it came
 * @param refUpdates every ref that moved
 * @param ignored why it builds nothing at all; null for a push
 * @param replays what its replays made, newest first
 */
public record DeliveryView(
    UUID id,
    String deliveryId,
    String event,
    @Nullable String sender,
    Instant receivedAt,
    int receptions,
    List<Update> refUpdates,
    @Nullable String ignored,
    List<Replayed> replays) {

  public DeliveryView {
    refUpdates = List.copyOf(refUpdates);
    replays = List.copyOf(replays);
  }

  /**
   * Puts it together.
   *
   * @param builds the builds of a verdict on an update
   */
  public static DeliveryView of(
      UUID id,
      DeliveryRecorded delivery,
      int receptions,
      BiFunction<RefUpdate, Verdict, List<MadeBuild>> builds,
      List<Replayed> replays) {
    return new DeliveryView(
        id,
        delivery.deliveryId(),
        delivery.event(),
        delivery.sender(),
        delivery.receivedAt(),
        receptions,
        delivery.refUpdates().stream().map(update -> Update.of(update, builds)).toList(),
        delivery.ignored(),
        replays);
  }

  /**
   * A ref that moved.
   *
   * @param type branch or tag
   * @param name the short name
   * @param commit where it points, null when deleted
   * @param before where it pointed, as far as told
   * @param action created, updated or deleted
   * @param forced whether history was rewritten
   * @param verdicts one for every rule
   */
  public record Update(
      String type,
      String name,
      @Nullable String commit,
      @Nullable String before,
      String action,
      boolean forced,
      List<Judged> verdicts) {

    private static Update of(
        RefUpdate update, BiFunction<RefUpdate, Verdict, List<MadeBuild>> builds) {
      return new Update(
          update.type().wireName(),
          update.name(),
          update.commit(),
          update.before(),
          update.action().name().toLowerCase(Locale.ROOT),
          update.forced(),
          update.verdicts().stream()
              .map(verdict -> Judged.of(verdict, builds.apply(update, verdict)))
              .toList());
    }
  }

  /**
   * What a rule said of it.
   *
   * @param rule the rule's id
   * @param matched whether it was to be built
   * @param reason why, or why not
   * @param tags the image's tags
   * @param builds what became of it; empty unless matched
   */
  public record Judged(
      String rule, boolean matched, String reason, List<String> tags, List<MadeBuild> builds) {

    private static Judged of(Verdict verdict, List<MadeBuild> builds) {
      return new Judged(
          verdict.rule(), verdict.matched(), verdict.reason(), verdict.tags(), builds);
    }
  }

  /**
   * What a replay made of a ref.
   *
   * @param at when it was asked for
   * @param type branch or tag
   * @param name the ref's short name
   * @param commit what is built
   * @param rule the rule's id
   * @param build what became of it
   */
  public record Replayed(
      Instant at,
      String type,
      String name,
      @Nullable String commit,
      String rule,
      MadeBuild build) {}

  /**
   * What became of a verdict.
   *
   * @param id the build; null when none was made
   * @param state its state now; null likewise
   * @param decision admitted, linked (a build of the same was there) or refused
   * @param reason why
   */
  public record MadeBuild(
      @Nullable UUID id, @Nullable String state, String decision, String reason) {}
}

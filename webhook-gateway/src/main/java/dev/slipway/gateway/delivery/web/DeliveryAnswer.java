package dev.slipway.gateway.delivery.web;

import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.core.rule.Verdict;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The record of a delivery as its host gets it back.
 *
 * @param deliveryId as in the record
 * @param event as in the record
 * @param refUpdates as in the record
 * @param ignored as in the record
 */
record DeliveryAnswer(
    String deliveryId, String event, List<Update> refUpdates, @Nullable String ignored) {

  /**
   * @param type {@code branch} or {@code tag}
   * @param name the short name
   * @param commit null when deleted
   * @param action {@code created}, {@code updated} or {@code deleted}
   * @param verdicts one for every rule
   */
  record Update(
      String type, String name, @Nullable String commit, String action, List<Verdict> verdicts) {

    static Update of(RefUpdate update) {
      return new Update(
          update.type().wireName(),
          update.name(),
          update.commit(),
          update.action().name().toLowerCase(Locale.ROOT),
          update.verdicts());
    }
  }

  static DeliveryAnswer of(DeliveryRecorded record) {
    return new DeliveryAnswer(
        record.deliveryId(),
        record.event(),
        record.refUpdates().stream().map(Update::of).toList(),
        record.ignored());
  }
}

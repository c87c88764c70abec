package dev.slipway.service.delivery;

import dev.slipway.core.git.RefName;
import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import java.util.Comparator;
import java.util.List;

/** The refs that a delivery is about. */
final class DeliveredRefs {

  private DeliveredRefs() {}

  static RefName ref(RefUpdate update) {
    return new RefName(update.type(), update.name());
  }

  /**
   * Each once, in the one order in which everybody locks them, so that two deliveries never wait
   * for each other.
   */
  static List<RefName> inOrder(DeliveryRecorded delivery) {
    return delivery.refUpdates().stream()
        .map(DeliveredRefs::ref)
        .sorted(Comparator.comparing(RefName::fullName))
        .distinct()
        .toList();
  }
}

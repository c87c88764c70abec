package dev.slipway.service.delivery.messaging;

import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.core.message.DeliveryRecorded.RefUpdate;
import dev.slipway.service.inbox.Text;

/** A delivery without characters that PostgreSQL refuses; only free text can hold them. */
final class StorableDelivery {

  private StorableDelivery() {}

  static DeliveryRecorded of(DeliveryRecorded delivery) {
    return new DeliveryRecorded(
        String.valueOf(Text.storable(delivery.deliveryId())),
        delivery.hookId(),
        delivery.repositoryId(),
        delivery.provider(),
        String.valueOf(Text.storable(delivery.event())),
        Text.storable(delivery.sender()),
        delivery.receivedAt(),
        delivery.defaultBranch(),
        delivery.refUpdates().stream().map(StorableDelivery::of).toList(),
        Text.storable(delivery.ignored()));
  }

  private static RefUpdate of(RefUpdate update) {
    return new RefUpdate(
        update.type(),
        update.name(),
        update.commit(),
        update.before(),
        update.action(),
        update.forced(),
        Text.storable(update.message()),
        update.verdicts());
  }
}

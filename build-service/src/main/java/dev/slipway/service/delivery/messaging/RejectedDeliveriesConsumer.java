package dev.slipway.service.delivery.messaging;

import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.service.delivery.RejectedDeliveries;
import dev.slipway.service.inbox.Inbox;
import dev.slipway.service.inbox.Text;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes what the gateway tells of refused requests. */
@ApplicationScoped
class RejectedDeliveriesConsumer {

  private final Inbox inbox;
  private final RejectedDeliveries rejected;

  RejectedDeliveriesConsumer(Inbox inbox, RejectedDeliveries rejected) {
    this.inbox = inbox;
    this.rejected = rejected;
  }

  @Incoming("service-rejected-deliveries-in")
  @Blocking
  void take(ConsumerRecord<String, String> message) {
    inbox.take(
        message,
        DeliveryRejected.class,
        told -> rejected.add(UUID.fromString(told.repositoryId()), storable(told)));
  }

  private static DeliveryRejected storable(DeliveryRejected told) {
    return new DeliveryRejected(
        told.hookId(),
        told.repositoryId(),
        told.status(),
        told.reason(),
        String.valueOf(Text.storable(told.detail())),
        Text.storable(told.deliveryId()),
        Text.storable(told.event()),
        told.count(),
        told.at());
  }
}

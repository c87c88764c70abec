package dev.slipway.service.delivery.messaging;

import dev.slipway.core.message.DeliveryRecorded;
import dev.slipway.service.delivery.RecordDelivery;
import dev.slipway.service.inbox.Inbox;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes what the gateway recorded, a repository's deliveries in order. */
@ApplicationScoped
class DeliveriesConsumer {

  private final Inbox inbox;
  private final RecordDelivery recordDelivery;

  DeliveriesConsumer(Inbox inbox, RecordDelivery recordDelivery) {
    this.inbox = inbox;
    this.recordDelivery = recordDelivery;
  }

  @Incoming("service-deliveries-in")
  @Blocking
  void take(ConsumerRecord<String, String> message) {
    inbox.take(
        message,
        DeliveryRecorded.class,
        delivery -> recordDelivery.record(StorableDelivery.of(delivery)));
  }
}

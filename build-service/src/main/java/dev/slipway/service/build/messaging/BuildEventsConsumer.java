package dev.slipway.service.build.messaging;

import dev.slipway.core.message.BuildEvent;
import dev.slipway.service.build.FinishBuild;
import dev.slipway.service.inbox.Inbox;
import dev.slipway.service.inbox.Text;
import dev.slipway.service.log.StoreLog;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes what workers tell. A build's events come in order, and each is stored before the next is
 * taken: so the log is complete when the build is final.
 */
@ApplicationScoped
class BuildEventsConsumer {

  private final Inbox inbox;
  private final StoreLog storeLog;
  private final FinishBuild finishBuild;

  BuildEventsConsumer(Inbox inbox, StoreLog storeLog, FinishBuild finishBuild) {
    this.inbox = inbox;
    this.storeLog = storeLog;
    this.finishBuild = finishBuild;
  }

  @Incoming("service-events-in")
  @Blocking
  void take(ConsumerRecord<String, String> message) {
    inbox.take(message, BuildEvent.class, this::handle);
  }

  private void handle(BuildEvent event) {
    UUID id = UUID.fromString(event.buildId());
    if (event.log() != null) {
      storeLog.append(id, event.attempt(), event.sequence(), event.log());
    }
    if (event.outcome() != null) {
      finishBuild.finish(id, event.attempt(), event.at(), storable(event.outcome()));
    }
  }

  private static BuildEvent.Outcome storable(BuildEvent.Outcome outcome) {
    return new BuildEvent.Outcome(
        outcome.status(),
        String.valueOf(Text.storable(outcome.reason())),
        outcome.commit(),
        Text.storable(outcome.commitMessage()),
        Text.storable(outcome.engine()),
        outcome.digest(),
        outcome.imageSize(),
        outcome.published(),
        outcome.baseImages(),
        Text.storable(outcome.readme()),
        outcome.inputs(),
        outcome.reusedFrom(),
        outcome.image());
  }
}

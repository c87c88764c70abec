package dev.slipway.worker.job;

import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.BuildEvent.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Keeps events, or refuses them as a broker that is down. */
final class TestingEvents implements EventPublisher {

  final List<BuildEvent> events = new CopyOnWriteArrayList<>();
  volatile boolean down;

  @Override
  public void publish(BuildEvent event) throws IOException {
    if (down) {
      throw new IOException("no broker");
    }
    events.add(event);
  }

  String log() {
    return events.stream()
        .map(BuildEvent::log)
        .filter(Objects::nonNull)
        .collect(Collectors.joining());
  }

  List<Outcome> outcomes() {
    return events.stream().map(BuildEvent::outcome).filter(Objects::nonNull).toList();
  }
}

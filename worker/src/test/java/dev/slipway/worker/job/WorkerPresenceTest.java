package dev.slipway.worker.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.slipway.core.protocol.WorkerProtocol.Presence;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorkerPresenceTest {

  private final TestingBuildService service = new TestingBuildService();
  private final WorkerLoad load = new WorkerLoad(2);
  private Thread thread;

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(30));
    assertFalse(thread.isAlive());
  }

  @Test
  void aWorkerTellsWhoItIsAndWhatItCanDo() {
    start(Duration.ofHours(1));

    await().until(() -> !service.presences.isEmpty());

    assertEquals(
        new Presence("cache-1", 2, 2, "1.0", List.of("native", "buildah")),
        service.presences.get(0));
  }

  @Test
  void aSlotThatBecomesBusyOrFreeIsToldWithoutWaiting() {
    start(Duration.ofHours(1));
    await().until(() -> service.presences.size() == 1);

    try (var busy = load.busy()) {
      await().until(() -> service.presences.size() == 2);
    }
    await().until(() -> service.presences.size() == 3);

    assertEquals(List.of(2, 1, 2), service.presences.stream().map(Presence::free).toList());
  }

  @Test
  void itGoesOnWhenTheServiceIsBack() {
    service.unreachable = true;
    start(Duration.ofMillis(10));

    service.unreachable = false;

    await().until(() -> service.presences.size() >= 2);
  }

  private void start(Duration interval) {
    thread =
        new Thread(
            new WorkerPresence(
                service, load, "cache-1", "1.0", () -> List.of("native", "buildah"), interval));
    thread.start();
  }
}

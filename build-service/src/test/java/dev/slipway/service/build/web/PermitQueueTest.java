package dev.slipway.service.build.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.core.protocol.WorkerProtocol.Permit;
import dev.slipway.service.build.WorkerAnswer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PermitQueueTest {

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void itAsksUntilTheAnswerIsMoreThanNotYet() {
    WorkerAnswer<Permit> granted = new WorkerAnswer.Granted<>(new Permit(15));
    PermitQueue queue = new PermitQueue(Duration.ofMinutes(1));

    WorkerAnswer<Permit> answer =
        queue
            .answer(
                () ->
                    asked.incrementAndGet() < 4
                        ? new WorkerAnswer.NotYet<>("somebody writes")
                        : granted)
            .await()
            .indefinitely();

    assertEquals(granted, answer);
    assertEquals(4, asked.get());
  }

  @Test
  void whenItTakesTooLongTheAnswerIsNotYet() {
    PermitQueue queue = new PermitQueue(Duration.ofMillis(100));

    WorkerAnswer<Permit> answer =
        queue.answer(() -> new WorkerAnswer.NotYet<>("somebody writes")).await().indefinitely();

    assertInstanceOf(WorkerAnswer.NotYet.class, answer);
  }

  @Test
  void anErrorIsNotAskedAgain() {
    PermitQueue queue = new PermitQueue(Duration.ofMinutes(1));

    assertThrows(
        IllegalArgumentException.class,
        () ->
            queue
                .answer(
                    () -> {
                      asked.incrementAndGet();
                      throw new IllegalArgumentException("no digest");
                    })
                .await()
                .indefinitely());

    assertEquals(1, asked.get());
  }
}

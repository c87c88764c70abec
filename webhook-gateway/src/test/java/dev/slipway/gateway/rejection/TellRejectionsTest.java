package dev.slipway.gateway.rejection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.gateway.rejection.Rejection.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TellRejectionsTest {

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int MOST_KINDS = 50;

  private final MovingClock clock = new MovingClock();
  private final Recorded out = new Recorded();
  private final RejectionCounter counter = new RejectionCounter(PAUSE, MOST_KINDS);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final TellRejections rejections = new TellRejections(counter, out, metrics, clock);

  @Test
  void theFirstIsToldAtOnceAndTheRestOfAFloodTogetherAfterThePause() {
    for (int i = 0; i < 10_000; i++) {
      rejections.note(rejection("h", Reason.SIGNATURE, "d" + i));
      rejections.tell();
    }
    clock.advance(PAUSE);
    rejections.tell();

    assertEquals(List.of(1L, 9_999L), out.messages.stream().map(DeliveryRejected::count).toList());
    assertEquals("d0", out.messages.get(0).deliveryId());
    assertEquals("d9999", out.messages.get(1).deliveryId());
    assertEquals("signature", out.messages.get(1).reason());
    assertEquals(401, out.messages.get(1).status());
  }

  @Test
  void webhooksAndReasonsAreToldApart() {
    rejections.note(rejection("h1", Reason.SIGNATURE, "a"));
    rejections.note(rejection("h1", Reason.TOO_LARGE, "b"));
    rejections.note(rejection("h2", Reason.SIGNATURE, "c"));
    rejections.tell();

    assertEquals(3, out.messages.size());
  }

  @Test
  void aFloodOverManyWebhooksHoldsNoMoreThanItMay() {
    for (int i = 0; i < 1_000; i++) {
      rejections.note(rejection("h" + i, Reason.SIGNATURE, "a"));
    }
    rejections.tell();

    assertEquals(MOST_KINDS, out.messages.size());
    assertEquals(MOST_KINDS, counter.size());
    assertEquals(950, metrics.counter("slipway.gateway.rejections.dropped").count());
  }

  @Test
  void whatWasQuietForAPauseIsForgottenAndToldAtOnceWhenItComesAgain() {
    rejections.note(rejection("h", Reason.SIGNATURE, "a"));
    rejections.tell();
    clock.advance(PAUSE);
    rejections.tell();
    assertEquals(0, counter.size());

    rejections.note(rejection("h", Reason.SIGNATURE, "b"));
    rejections.tell();

    assertEquals(2, out.messages.size());
  }

  @Test
  void whatKafkaDidNotTakeIsCountedOnAndToldLater() {
    out.failing = true;
    rejections.note(rejection("h", Reason.SIGNATURE, "a"));
    rejections.tell();
    rejections.note(rejection("h", Reason.SIGNATURE, "b"));
    out.failing = false;
    clock.advance(PAUSE);
    rejections.tell();

    assertEquals(List.of(2L), out.messages.stream().map(DeliveryRejected::count).toList());
  }

  @Test
  void everyReasonHasAWordOfItsOwn() {
    for (Reason reason : Reason.values()) {
      assertTrue(reason.wireName().matches("[a-z_]{1,64}"), reason::wireName);
    }
  }

  private Rejection rejection(String hook, Reason reason, String delivery) {
    return new Rejection(hook, "r", reason, 401, "why", delivery, "push", clock.instant());
  }

  /** Takes messages, or doesn't. */
  private static final class Recorded implements RejectedDeliveries {

    private final List<DeliveryRejected> messages = new ArrayList<>();
    private boolean failing;

    @Override
    public CompletionStage<Void> publish(DeliveryRejected message) {
      if (failing) {
        return CompletableFuture.failedFuture(new IllegalStateException("no broker"));
      }
      messages.add(message);
      return CompletableFuture.completedFuture(null);
    }
  }

  /** A clock that a test moves. */
  private static final class MovingClock extends Clock {

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    private void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

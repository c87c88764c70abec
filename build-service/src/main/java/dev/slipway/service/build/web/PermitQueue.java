package dev.slipway.service.build.web;

import dev.slipway.core.protocol.WorkerProtocol.Permit;
import dev.slipway.service.build.WorkerAnswer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.function.Supplier;

/** Asks for a permit again and again while the answer is "not yet", holding no thread meanwhile. */
final class PermitQueue {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final Duration longest;

  /**
   * @param longest how long to ask before "not yet" is the answer
   */
  PermitQueue(Duration longest) {
    this.longest = longest;
  }

  Uni<WorkerAnswer<Permit>> answer(Supplier<WorkerAnswer<Permit>> attempt) {
    return Uni.createFrom()
        .item(attempt)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .invoke(PermitQueue::retryWhileNotYet)
        .onFailure(NotYetException.class)
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely()
        .ifNoItem()
        .after(longest)
        .recoverWithItem(
            () ->
                new WorkerAnswer.NotYet<>("an older build still writes the same tags; ask again"));
  }

  private static void retryWhileNotYet(WorkerAnswer<Permit> answer) {
    if (answer instanceof WorkerAnswer.NotYet<Permit> notYet) {
      throw new NotYetException(notYet.reason());
    }
  }

  private static final class NotYetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotYetException(String reason) {
      super(reason);
    }
  }
}

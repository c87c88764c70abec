package dev.slipway.gateway.hook.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Those who wait for the follower to reach the end of the topic; one look serves all of them. */
final class CatchUps {

  private List<CompletableFuture<Void>> waiting = new ArrayList<>();

  /**
   * Adds somebody who waits.
   *
   * @return whether nobody waited before, so that the follower has to be told
   */
  synchronized boolean add(CompletableFuture<Void> waiter) {
    boolean first = waiting.isEmpty();
    waiting.add(waiter);
    return first;
  }

  /** Takes all who wait now; who comes later waits for a later look. */
  synchronized List<CompletableFuture<Void>> takeAll() {
    List<CompletableFuture<Void>> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }
}

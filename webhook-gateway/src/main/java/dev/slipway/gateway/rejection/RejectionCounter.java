package dev.slipway.gateway.rejection;

import dev.slipway.core.message.DeliveryRejected;
import dev.slipway.gateway.rejection.Rejection.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts rejections by webhook and reason, and keeps the last of each. It holds no more kinds than
 * it may, and forgets one that has been quiet for a pause: so neither memory nor what is told grows
 * with what strangers send.
 */
final class RejectionCounter {

  private final Duration pause;
  private final int mostKinds;
  private final Map<Kind, Tally> tallies = new HashMap<>();

  /**
   * @param pause the least time between two messages of one webhook and reason
   * @param mostKinds how many pairs of webhook and reason are counted at a time
   */
  RejectionCounter(Duration pause, int mostKinds) {
    this.pause = pause;
    this.mostKinds = mostKinds;
  }

  /** What became of a rejection. */
  enum Noted {
    /** The first of its kind for a while: it may be told at once. */
    FIRST,
    /** One more of a kind that was told a moment ago. */
    COUNTED,
    /** There was no room for another kind. */
    DROPPED
  }

  /** Counts a rejection; takes no time worth mentioning. */
  synchronized Noted note(Rejection rejection) {
    Kind kind = new Kind(rejection.hookId(), rejection.reason());
    Tally known = tallies.get(kind);
    if (known == null && tallies.size() >= mostKinds) {
      return Noted.DROPPED;
    }
    tallies.put(
        kind,
        known == null
            ? new Tally(1, rejection, null)
            : new Tally(known.count() + 1, rejection, known.toldAt()));
    return known == null ? Noted.FIRST : Noted.COUNTED;
  }

  /** Takes what is to be told now: everything untold whose pause is over. */
  synchronized List<DeliveryRejected> takeDue(Instant now) {
    List<DeliveryRejected> due = new ArrayList<>();
    Iterator<Map.Entry<Kind, Tally>> entries = tallies.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Kind, Tally> entry = entries.next();
      Tally tally = entry.getValue();
      if (tally.isQuiet(now.minus(pause))) {
        if (tally.count() == 0) {
          entries.remove();
        } else {
          due.add(tally.message());
          entry.setValue(new Tally(0, tally.last(), now));
        }
      }
    }
    return due;
  }

  /** Counts what could not be told once more; it is told after the next pause. */
  synchronized void giveBack(DeliveryRejected untold, Reason reason) {
    tallies.computeIfPresent(
        new Kind(untold.hookId(), reason),
        (kind, tally) -> new Tally(tally.count() + untold.count(), tally.last(), tally.toldAt()));
  }

  /** How many kinds are held. */
  synchronized int size() {
    return tallies.size();
  }

  private record Kind(String hookId, Reason reason) {}

  /**
   * @param count how many haven't been told
   * @param last the last one
   * @param toldAt when a message was last made of them
   */
  private record Tally(long count, Rejection last, @Nullable Instant toldAt) {

    boolean isQuiet(Instant since) {
      return toldAt == null || !toldAt.isAfter(since);
    }

    DeliveryRejected message() {
      return new DeliveryRejected(
          last.hookId(),
          last.repositoryId(),
          last.status(),
          last.reason().wireName(),
          last.detail(),
          last.deliveryId(),
          last.event(),
          count,
          last.at());
    }
  }
}

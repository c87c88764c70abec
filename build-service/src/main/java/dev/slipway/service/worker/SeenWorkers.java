package dev.slipway.service.worker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workers that were heard of lately, by any instance of the service. */
public interface SeenWorkers {

  /** Notes what a worker told; when it was first heard of stays. */
  void saw(SeenWorker worker);

  /**
   * The workers by id.
   *
   * @param after only ids after this one; null from the beginning
   * @param limit how many at most
   */
  List<SeenWorker> list(@Nullable String after, int limit);

  /** Forgets those that were last heard of before a time. */
  void forget(Instant before);
}

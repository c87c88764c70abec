package dev.slipway.service.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Wished statuses, and how far they got. */
public interface StatusStore {

  /** The context under which a build has told of itself before. Needs a transaction. */
  Optional<String> contextOf(UUID buildId);

  /**
   * Writes a wish down in the current transaction. It takes the place of the one before, unless
   * that is a newer build's or says the same.
   */
  void wish(StatusWish wish, Instant now);

  /**
   * Takes the one that is due longest, in a transaction of its own: nobody else gets it before its
   * settlement or the end of the claim.
   */
  Optional<Due> claim(Instant now, Instant until);

  /** Ends a claim: the host took the status. */
  void sent(Due due, Instant now);

  /** Ends a claim: it is tried again. */
  void retry(Due due, String problem, Instant nextAttempt);

  /** Ends a claim: it won't be tried again. */
  void giveUp(Due due, String problem, Instant now);

  /** What a build told last, oldest context first. */
  List<Told> ofBuild(UUID buildId);

  /** Forgets what was settled before a time. */
  int forget(Instant settledBefore);

  /**
   * A status on its way.
   *
   * @param id the row's
   * @param claim this sender's
   * @param wishNumber which wish for this context it is
   * @param wish what is to be shown
   * @param attempts how often this wish failed so far
   * @param wishedAt since when it waits
   */
  record Due(
      long id, UUID claim, int wishNumber, StatusWish wish, int attempts, Instant wishedAt) {}

  /**
   * A status and how far it got.
   *
   * @param wish what the host is to show
   * @param outcome how far
   * @param attempts how often it failed
   * @param problem why it failed last, null when it didn't
   * @param wishedAt since when
   * @param nextAttemptAt when it is sent next, as long as it waits
   * @param settledAt when it was sent or given up, null before
   */
  record Told(
      StatusWish wish,
      Outcome outcome,
      int attempts,
      @Nullable String problem,
      Instant wishedAt,
      Instant nextAttemptAt,
      @Nullable Instant settledAt) {}

  /** How far a status got. */
  enum Outcome {
    WAITING,
    SENT,
    GIVEN_UP
  }
}

package dev.slipway.service.build;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a build is. The methods of each state are the transitions that are legal from it, so an
 * illegal one doesn't compile; the final states have none.
 */
public sealed interface BuildState {

  /** The state's name. */
  BuildPhase phase();

  /** The attempt that runs, ran last, or will run next; from 1. */
  int attempt();

  /** What it waits for, what it does, or how it ended; fit for people. */
  String reason();

  /**
   * Waits for a worker.
   *
   * @param attempt the attempt that a claim starts
   * @param reason what it waits for
   * @param jobSentAt when its job was last sent
   */
  record Queued(int attempt, String reason, Instant jobSentAt) implements BuildState {

    private static final String WAITS = "Waits for a free worker.";

    /** The state of a new build. */
    static Queued first(Instant now) {
      return new Queued(1, WAITS, now);
    }

    @Override
    public BuildPhase phase() {
      return BuildPhase.QUEUED;
    }

    /** A worker takes it. */
    Building claimed(String workerId, Instant now, Instant leaseUntil) {
      return new Building(attempt, new Lease(workerId, now, leaseUntil), null);
    }

    /** Its job is sent again. */
    Queued sentAgain(Instant now) {
      return new Queued(attempt, reason, now);
    }

    /** It ends before anybody took it. */
    Unsuccessful stopped(Stop stop, Instant now) {
      return new Unsuccessful(stop.cause().ending(), attempt, stop.reason(), null, null, null, now);
    }

    /** It can't be started at all. */
    Unsuccessful impossible(String why, Instant now) {
      return new Unsuccessful(BuildPhase.ERROR, attempt, why, null, null, null, now);
    }
  }

  /** A worker has it. */
  sealed interface Running extends BuildState {

    Lease lease();

    /** Why it is to end, if somebody wants that. */
    Optional<Stop> stop();

    /** Whether it may write its tags now. */
    boolean mayPublish();

    /** Keeps the worker's ownership. */
    Running renewed(Instant until);

    /** Asks the worker to end; the first wish stays. */
    Running stopping(Stop stop);

    /** Goes over to pushing, if it hasn't yet. */
    Pushing pushing();

    /** Whether this worker runs this attempt. */
    default boolean isOwnedBy(String workerId, int claimedAttempt) {
      return attempt() == claimedAttempt && lease().workerId().equals(workerId);
    }

    /** The worker is lost; another one is to try. */
    default Queued lost(Instant now) {
      String why = "Attempt " + attempt() + " lost its worker. Waits for a free worker.";
      return new Queued(attempt() + 1, why, now);
    }

    /** It can't start yet; the next attempt comes when its job is sent again. */
    default Queued postponed(String why, Instant now) {
      return new Queued(attempt() + 1, why, now);
    }

    /** Image and tags are in place. */
    default Success succeeded(PublishedImage image, String reason, Instant now) {
      return new Success(attempt(), reason, image, lease().startedAt(), now);
    }

    /** It ended without an image. */
    default Unsuccessful ended(
        BuildPhase ending, String reason, @Nullable String engine, Instant now) {
      return ended(ending, reason, engine, null, now);
    }

    /** It ended before everything was in place; what had been published until then stays. */
    default Unsuccessful ended(
        BuildPhase ending,
        String reason,
        @Nullable String engine,
        @Nullable PublishedImage partial,
        Instant now) {
      return new Unsuccessful(ending, attempt(), reason, engine, partial, lease().startedAt(), now);
    }
  }

  /**
   * Fetches or builds.
   *
   * @param attempt the running attempt
   * @param lease who runs it
   * @param stopOrNull why it is to end
   */
  record Building(int attempt, Lease lease, @Nullable Stop stopOrNull) implements Running {

    @Override
    public BuildPhase phase() {
      return BuildPhase.BUILDING;
    }

    @Override
    public String reason() {
      return stop().map(Stop::reason).orElse("A worker builds the image.");
    }

    @Override
    public Optional<Stop> stop() {
      return Optional.ofNullable(stopOrNull);
    }

    @Override
    public boolean mayPublish() {
      return false;
    }

    @Override
    public Building renewed(Instant until) {
      return new Building(attempt, lease.renewed(until), stopOrNull);
    }

    @Override
    public Building stopping(Stop stop) {
      return stopOrNull == null ? new Building(attempt, lease, stop) : this;
    }

    @Override
    public Pushing pushing() {
      return new Pushing(attempt, lease, stopOrNull, null);
    }
  }

  /**
   * Pushes blobs, and tags once it is permitted to.
   *
   * @param attempt the running attempt
   * @param lease who runs it
   * @param stopOrNull why it is to end
   * @param permittedAt since when it may write its tags; null before
   */
  record Pushing(int attempt, Lease lease, @Nullable Stop stopOrNull, @Nullable Instant permittedAt)
      implements Running {

    @Override
    public BuildPhase phase() {
      return BuildPhase.PUSHING;
    }

    @Override
    public String reason() {
      return stop()
          .map(Stop::reason)
          .orElse(mayPublish() ? "The tags are written." : "The image is pushed.");
    }

    @Override
    public Optional<Stop> stop() {
      return Optional.ofNullable(stopOrNull);
    }

    @Override
    public boolean mayPublish() {
      return permittedAt != null;
    }

    /** From now on it may write its tags. */
    Pushing permitted(Instant now) {
      return new Pushing(attempt, lease, stopOrNull, now);
    }

    @Override
    public Pushing renewed(Instant until) {
      return new Pushing(attempt, lease.renewed(until), stopOrNull, permittedAt);
    }

    @Override
    public Pushing stopping(Stop stop) {
      return stopOrNull == null ? new Pushing(attempt, lease, stop, permittedAt) : this;
    }

    @Override
    public Pushing pushing() {
      return this;
    }
  }

  /** Nothing follows. */
  sealed interface Final extends BuildState {

    /** When it ended. */
    Instant finishedAt();

    /** What is in the registries because of it: all of it, a part, or nothing. */
    Optional<PublishedImage> published();
  }

  /**
   * The image is there.
   *
   * @param attempt the attempt that made it
   * @param reason for people
   * @param image what was published
   * @param startedAt when that attempt was claimed
   * @param finishedAt when it ended
   */
  record Success(
      int attempt, String reason, PublishedImage image, Instant startedAt, Instant finishedAt)
      implements Final {

    @Override
    public BuildPhase phase() {
      return BuildPhase.SUCCESS;
    }

    @Override
    public Optional<PublishedImage> published() {
      return Optional.of(image);
    }
  }

  /**
   * It didn't get where it should: there is no image, or not everywhere.
   *
   * @param phase how it ended; final, and not success
   * @param attempt the last attempt
   * @param reason what happened, where, and what to do
   * @param engine what was to build it, as far as known
   * @param partial what it published before it failed, null when that is nothing
   * @param startedAt when the last attempt was claimed, null when none was
   * @param finishedAt when it ended
   */
  record Unsuccessful(
      BuildPhase phase,
      int attempt,
      String reason,
      @Nullable String engine,
      @Nullable PublishedImage partial,
      @Nullable Instant startedAt,
      Instant finishedAt)
      implements Final {

    public Unsuccessful {
      if (!phase.isFinal() || phase == BuildPhase.SUCCESS) {
        throw new IllegalArgumentException(phase + " is no unsuccessful ending");
      }
    }

    @Override
    public Optional<PublishedImage> published() {
      return Optional.ofNullable(partial);
    }
  }
}

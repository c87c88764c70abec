package dev.slipway.worker.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.core.message.BuildJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One build at a time: takes a job only when free, claims its build, settles the job's record right
 * after the claim, because from then on the lease in the database is what counts, and runs the
 * attempt.
 */
final class Slot implements Runnable {

  private static final Logger LOG = Logger.getLogger(Slot.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration FIRST_CLAIM_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_CLAIM_PAUSE = Duration.ofSeconds(2);

  /** Whatever the build-service says: a slot that rests serves nobody. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(5);

  private final Supplier<JobQueue> queues;
  private final BuildService service;
  private final AttemptRunner attempts;
  private final ObjectMapper json;
  private final Duration claimPatience;
  private volatile boolean stopping;
  private volatile boolean polling;
  private @Nullable JobQueue queue;

  /**
   * @param queues opens a queue; called again when one has failed
   * @param claimPatience how long to try to claim, below the record's lock
   */
  Slot(
      Supplier<JobQueue> queues,
      BuildService service,
      AttemptRunner attempts,
      ObjectMapper json,
      Duration claimPatience) {
    this.queues = queues;
    this.service = service;
    this.attempts = attempts;
    this.json = json;
    this.claimPatience = claimPatience;
  }

  @Override
  public void run() {
    while (!stopping) {
      try (JobQueue open = open()) {
        while (!stopping) {
          takeJob(open);
        }
      } catch (WakeupException | InterruptException | InterruptedException e) {
        LOG.debug("A slot was woken up");
      } catch (KafkaException | IllegalStateException e) {
        LOG.warnf("The job queue failed, opening it again: %s", e.getMessage());
        pause();
      } catch (RuntimeException e) {
        LOG.error("A slot met an unexpected fault", e);
        pause();
      } finally {
        polling = false;
      }
    }
  }

  /** Whether it takes or runs jobs. */
  boolean isRunning() {
    return polling;
  }

  /** Takes no more jobs; a running attempt is somebody else's to stop. */
  void stop() {
    stopping = true;
    synchronized (this) {
      notifyAll();
      if (queue != null) {
        queue.wakeUp();
      }
    }
  }

  private synchronized JobQueue open() {
    queue = queues.get();
    return queue;
  }

  private void takeJob(JobQueue open) throws InterruptedException {
    Optional<String> record = open.poll();
    polling = true;
    if (record.isEmpty()) {
      return;
    }
    Optional<BuildJob> job = read(record.get());
    if (job.isEmpty()) {
      open.reject();
      return;
    }
    Optional<ClaimAnswer> answer = claim(job.get());
    if (answer.isEmpty()) {
      open.release();
      return;
    }
    if (answer.get() instanceof ClaimAnswer.Deferred deferred) {
      LOG.debugf("Build %s is left to others: %s", job.get().buildId(), deferred.reason());
      open.release();
      rest(deferred.pause());
      return;
    }
    open.accept();
    if (answer.get() instanceof ClaimAnswer.Claimed claimed) {
      attempts.run(claimed.assignment());
    } else if (answer.get() instanceof ClaimAnswer.Refused refused) {
      LOG.infof("Build %s is not claimed: %s", job.get().buildId(), refused.reason());
    }
  }

  /** Takes nothing for a while, or until it is stopped. */
  private synchronized void rest(Duration wanted) throws InterruptedException {
    Duration time = wanted.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : wanted;
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis();
        left > 0 && !stopping;
        left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  private Optional<BuildJob> read(String value) {
    try {
      BuildJob job = json.readValue(value, BuildJob.class);
      if (job != null && job.buildId() != null) {
        return Optional.of(job);
      }
    } catch (JsonProcessingException e) {
      LOG.debug("A job record is no JSON", e);
    }
    LOG.errorf("A job record of %d characters can't be read and is dropped", value.length());
    return Optional.empty();
  }

  /** Empty when the build-service could not be reached for long. */
  private Optional<ClaimAnswer> claim(BuildJob job) throws InterruptedException {
    long end = System.nanoTime() + claimPatience.toNanos();
    Duration pause = FIRST_CLAIM_PAUSE;
    while (!stopping) {
      try {
        return Optional.of(service.claim(job));
      } catch (IOException e) {
        if (System.nanoTime() + pause.toNanos() >= end) {
          LOG.warnf("Build %s can't be claimed, left to others: %s", job.buildId(), reason(e));
          return Optional.empty();
        }
        LOG.debugf("Build %s can't be claimed yet: %s", job.buildId(), reason(e));
      }
      Thread.sleep(pause.toMillis());
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_CLAIM_PAUSE) > 0 ? LONGEST_CLAIM_PAUSE : pause;
    }
    return Optional.empty();
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

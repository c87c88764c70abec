package dev.slipway.worker.job;

import dev.slipway.core.message.BuildEvent;
import dev.slipway.core.message.BuildEvent.Outcome;
import dev.slipway.core.message.BuildJob;
import dev.slipway.worker.engine.BuildLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log of one attempt on its way to Kafka. A thread of its own publishes chunks in order, each
 * after the one before is durable, and the outcome after all of them. What can't be published is
 * tried again until the attempt is abandoned; meanwhile writers wait, so that a flood blocks only
 * its own build.
 */
final class AttemptLog implements BuildLog, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(AttemptLog.class);
  private static final Duration FLUSH_INTERVAL = Duration.ofMillis(200);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  private final BuildJob attempt;
  private final SecretMask mask;
  private final EventPublisher publisher;
  private final Clock clock;
  private final LogBuffer buffer = new LogBuffer();
  private final Thread sender;
  private long sequence;
  private boolean ending;
  private boolean done;
  private @Nullable Outcome outcome;

  private AttemptLog(BuildJob attempt, SecretMask mask, EventPublisher publisher, Clock clock) {
    this.attempt = attempt;
    this.mask = mask;
    this.publisher = publisher;
    this.clock = clock;
    this.sender = new Thread(this::send, "log-" + attempt.buildId());
  }

  static AttemptLog start(
      BuildJob attempt, SecretMask mask, EventPublisher publisher, Clock clock) {
    AttemptLog log = new AttemptLog(attempt, mask, publisher, clock);
    log.sender.setDaemon(true);
    log.sender.start();
    return log;
  }

  @Override
  public void line(String text) {
    for (String line : text.split("\r?\n|\r", -1)) {
      append(mask.mask(line));
    }
  }

  private synchronized void append(String line) {
    try {
      while (buffer.isFull() && !ending) {
        wait();
      }
      buffer.add(line);
      notifyAll();
    } catch (InterruptedException e) {
      // The attempt is being stopped: its next blocking step shall notice.
      Thread.currentThread().interrupt();
    }
  }

  /** Publishes the rest of the log, then the outcome, and waits until all is durable. */
  synchronized void end(Outcome how) throws InterruptedException {
    outcome = how.withReason(mask.mask(how.reason()));
    ending = true;
    notifyAll();
    while (!done) {
      wait();
    }
  }

  /** Gives up what is not published yet. */
  @Override
  public void close() {
    synchronized (this) {
      ending = true;
      notifyAll();
    }
    sender.interrupt();
  }

  private void send() {
    try {
      for (String chunk = next(); chunk != null; chunk = next()) {
        publish(
            BuildEvent.log(attempt.buildId(), attempt.attempt(), sequence, clock.instant(), chunk));
      }
      Outcome how = outcome();
      if (how != null) {
        publish(
            BuildEvent.ended(attempt.buildId(), attempt.attempt(), sequence, clock.instant(), how));
      }
      finish();
    } catch (InterruptedException e) {
      LOG.debugf("The log of build %s was abandoned", attempt.buildId());
    }
  }

  private synchronized @Nullable Outcome outcome() {
    return outcome;
  }

  private synchronized void finish() {
    done = true;
    notifyAll();
  }

  private synchronized @Nullable String next() throws InterruptedException {
    while (buffer.isEmpty() && !ending) {
      wait();
    }
    long deadline = System.nanoTime() + FLUSH_INTERVAL.toNanos();
    for (long left = FLUSH_INTERVAL.toMillis();
        left > 0 && !ending && !buffer.hasChunk();
        left = (deadline - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
    String chunk = buffer.isEmpty() ? null : buffer.takeChunk();
    notifyAll();
    return chunk;
  }

  private void publish(BuildEvent event) throws InterruptedException {
    while (true) {
      try {
        publisher.publish(event);
        sequence++;
        return;
      } catch (IOException e) {
        LOG.warnf("Event %d of build %s: %s", sequence, attempt.buildId(), e.getMessage());
        Thread.sleep(RETRY_PAUSE.toMillis());
      }
    }
  }
}

package dev.slipway.worker.job;

import java.util.Optional;

/** The jobs of the share group, one at a time. Used by one thread, but for {@link #wakeUp}. */
interface JobQueue extends AutoCloseable {

  /** Waits a while for a record; one that was returned before is settled first. */
  Optional<String> poll();

  /** The record is done with: no worker gets it again. Durable when it returns. */
  void accept();

  /** Another try, here or elsewhere, soon. */
  void release();

  /** Nobody can make sense of it. */
  void reject();

  /** Ends a waiting {@link #poll} of another thread. */
  void wakeUp();

  @Override
  void close();
}

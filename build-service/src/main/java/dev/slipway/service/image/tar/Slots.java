package dev.slipway.service.image.tar;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bounds how many files are written at the same time: each holds a thread. */
@ApplicationScoped
class Slots {

  private final Semaphore free;

  Slots(TarSettings settings) {
    this.free = new Semaphore(settings.downloads());
  }

  /** Takes one; empty when none is free. */
  Optional<Slot> take() {
    return free.tryAcquire() ? Optional.of(new Slot(free)) : Optional.empty();
  }

  /** The right to write one file. */
  static final class Slot implements AutoCloseable {

    private final Semaphore free;
    private final AtomicBoolean given = new AtomicBoolean();

    private Slot(Semaphore free) {
      this.free = free;
    }

    /** Gives it back, once. */
    @Override
    public void close() {
      if (given.compareAndSet(false, true)) {
        free.release();
      }
    }
  }
}

package dev.slipway.service.build;

import java.util.Optional;

/**
 * A build was admitted or came into another state: a CDI event, fired by the store to whoever
 * {@code @Observes} it, in the thread and the transaction that stores the change. What an observer
 * writes is committed or rolled back with it; an observer must not wait for anything outside, so
 * what is to be sent is written down there and sent by a job of its own.
 *
 * @param before the phase it was in; empty for a new build
 * @param build as it is now
 */
public record BuildMoved(Optional<BuildPhase> before, Build build) {

  /** Whether this is its end. */
  public boolean isEnd() {
    return build.state().phase().isFinal();
  }
}

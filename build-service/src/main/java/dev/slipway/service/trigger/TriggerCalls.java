package dev.slipway.service.trigger;

import java.util.List;
import java.util.UUID;

/** The log of calls. Every method works in the caller's transaction. */
public interface TriggerCalls {

  /** How many calls of a trigger are kept. */
  int KEPT = 50;

  /**
   * Adds a call and removes what is too old; does nothing when the trigger is gone. A call refused
   * for its rate right after another one only counts that one up, so that a flood doesn't wash the
   * log away.
   */
  void add(UUID triggerId, TriggerCall call);

  /** The last calls, newest first. */
  List<TriggerCall> ofTrigger(UUID triggerId);
}

package dev.slipway.service.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where messages wait for Kafka. Every method works in the caller's transaction. */
public interface OutboxStore {

  void add(String topic, String key, @Nullable String payload);

  /**
   * Makes the caller the only sender until its transaction ends.
   *
   * @return false when somebody else is
   */
  boolean becomeOnlySender();

  /** The oldest messages, in order. */
  List<OutboxMessage> oldest(int limit);

  void remove(List<OutboxMessage> sent);
}

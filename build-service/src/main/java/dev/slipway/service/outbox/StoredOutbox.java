package dev.slipway.service.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** Writes messages beside what they tell, and wakes the publisher when both are committed. */
@ApplicationScoped
class StoredOutbox implements Outbox {

  private final OutboxStore store;
  private final ObjectMapper json;
  private final AfterCommit afterCommit;
  private final OutboxPublisher publisher;

  StoredOutbox(
      OutboxStore store, ObjectMapper json, AfterCommit afterCommit, OutboxPublisher publisher) {
    this.store = store;
    this.json = json;
    this.afterCommit = afterCommit;
    this.publisher = publisher;
  }

  @Override
  @Transactional(Transactional.TxType.MANDATORY)
  public void send(String topic, String key, @Nullable Object payload) {
    store.add(topic, key, payload == null ? null : write(payload));
    afterCommit.run(publisher::wake);
  }

  private String write(Object payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a " + payload.getClass().getSimpleName() + " can't be written as JSON", e);
    }
  }
}

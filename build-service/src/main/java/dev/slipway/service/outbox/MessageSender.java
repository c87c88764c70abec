package dev.slipway.service.outbox;

import java.util.List;

/** Hands messages to Kafka. */
public interface MessageSender {

  /**
   * Sends in order and waits until every message is confirmed by all in-sync replicas.
   *
   * @throws SendFailedException when one is not confirmed; any of them may have been sent
   */
  void send(List<OutboxMessage> messages);

  /** Kafka did not confirm. */
  final class SendFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SendFailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

package dev.slipway.gateway.delivery;

import dev.slipway.core.message.DeliveryRecorded;

/** What became of a webhook request. */
public sealed interface Reception {

  /**
   * It is recorded for good.
   *
   * @param record as it was written
   */
  record Accepted(DeliveryRecorded record) implements Reception {}

  /**
   * It was refused, and nothing came of it.
   *
   * @param cause for the program
   * @param detail for people: what happened and what to do
   */
  record Refused(Cause cause, String detail) implements Reception {}

  /** Why a request was refused. */
  enum Cause {
    /** Unknown webhook or wrong signature: nobody is told which. */
    UNAUTHORIZED,
    /** The body isn't what the host would send. */
    MALFORMED,
    /** The body is about another repository than the webhook's. */
    FOREIGN,
    /** The record would be larger than Kafka takes. */
    TOO_LARGE,
    /** Kafka didn't confirm the record in time. */
    NOT_RECORDED
  }
}

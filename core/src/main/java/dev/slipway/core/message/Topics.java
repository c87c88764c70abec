package dev.slipway.core.message;

/**
 * The Kafka topics and groups, in one place so that the two ends can't disagree. Values are JSON in
 * UTF-8; every record of this package is the schema of the topic that names it.
 */
public final class Topics {

  /** {@link HookConfig} keyed by hook id, compacted; a null value removes the hook. */
  public static final String RULES = "slipway.rules";

  /** {@link DeliveryRecorded} keyed by repository id. */
  public static final String DELIVERIES = "slipway.deliveries";

  /** {@link BuildJob} keyed by build id, consumed by the share group {@link #WORKERS_GROUP}. */
  public static final String JOBS = "slipway.jobs";

  /**
   * {@link BuildEvent} keyed by build id: log chunks and outcomes share a topic, so that a build's
   * log is stored before the build is final.
   */
  public static final String BUILD_EVENTS = "slipway.build-events";

  /**
   * {@link DeliveryRejected} keyed by hook id: samples and counts of what the gateway refused, at a
   * rate that doesn't grow with what strangers send.
   */
  public static final String REJECTED_DELIVERIES = "slipway.rejected-deliveries";

  /** The share group of all workers. */
  public static final String WORKERS_GROUP = "slipway-workers";

  private Topics() {}
}

package dev.slipway.service.delivery;

import dev.slipway.core.message.DeliveryRejected;
import java.util.List;
import java.util.UUID;

/**
 * What the gateway refused, counted: a repository has at most one row for each reason, and the
 * gateway has a handful of reasons.
 */
public interface RejectedDeliveries {

  /** Adds to a repository's count; what is told of one that is gone is dropped. */
  void add(UUID repositoryId, DeliveryRejected message);

  /** A repository's rejections, the most recent first. */
  List<RejectedView> ofRepository(UUID repositoryId);
}

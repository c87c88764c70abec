package dev.slipway.service.delivery;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Deliveries to show. Whoever answers a request asks {@code Access} first. */
public interface DeliveryQueries {

  /**
   * A repository's deliveries, newest first.
   *
   * @param skip how many of the newest to leave out
   * @param limit how many at most
   */
  List<DeliveryView> ofRepository(UUID repositoryId, int skip, int limit);

  /** One delivery of a repository, by Slipway's own id. */
  Optional<DeliveryView> byId(UUID repositoryId, UUID id);
}

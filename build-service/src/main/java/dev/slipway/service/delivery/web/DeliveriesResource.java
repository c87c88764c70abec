package dev.slipway.service.delivery.web;

import dev.slipway.service.access.Action;
import dev.slipway.service.build.web.VisibleBuilds;
import dev.slipway.service.delivery.DeliveryQueries;
import dev.slipway.service.delivery.DeliveryView;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repository's deliveries over REST. */
@Path("/api/v1/repositories/{namespace}/{name}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class DeliveriesResource {

  private static final int FURTHEST = 1_000_000;

  private final VisibleBuilds visible;
  private final DeliveryQueries queries;

  DeliveriesResource(VisibleBuilds visible, DeliveryQueries queries) {
    this.visible = visible;
    this.queries = queries;
  }

  /** The deliveries, newest first, with the builds that each verdict made. */
  @GET
  public Page<DeliveryView> deliveries(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @QueryParam("limit") @DefaultValue("20") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Repository repository = visible.repository(namespace, name, Action.READ_BUILD_DETAILS);
    int size = Paging.size(limit);
    int skip = skipped(cursor);
    List<DeliveryView> found = queries.ofRepository(repository.id(), skip, size + 1);
    return Paging.page(found, size, last -> skip + size);
  }

  private static int skipped(@Nullable String cursor) {
    Long skipped = Paging.number(cursor);
    if (skipped == null) {
      return 0;
    }
    if (skipped < 0 || skipped > FURTHEST) {
      throw new InvalidInputException("cursor", "must be the \"next\" of the page before");
    }
    return skipped.intValue();
  }
}

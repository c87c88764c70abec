package dev.slipway.service.delivery.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.delivery.DeliveryQueries;
import dev.slipway.service.delivery.DeliveryView;
import dev.slipway.service.delivery.RejectedDeliveries;
import dev.slipway.service.delivery.RejectedView;
import dev.slipway.service.delivery.Replay;
import dev.slipway.service.delivery.ReplayDelivery;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A repository's deliveries over REST. */
@Path("/api/v1/repositories/{namespace}/{name}/deliveries")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Deliveries")
class DeliveriesResource {

  private static final int FURTHEST = 1_000_000;

  private final Access access;
  private final DeliveryQueries queries;
  private final RejectedDeliveries rejected;
  private final ReplayDelivery replay;

  DeliveriesResource(
      Access access, DeliveryQueries queries, RejectedDeliveries rejected, ReplayDelivery replay) {
    this.access = access;
    this.queries = queries;
    this.rejected = rejected;
    this.replay = replay;
  }

  @GET
  @Operation(summary = "The deliveries, newest first, with the builds that each verdict made")
  public Page<DeliveryView> deliveries(
      @BeanParam RepositoryPath path,
      @QueryParam("limit") @DefaultValue("20") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    int size = Paging.size(limit);
    int skip = skipped(cursor);
    List<DeliveryView> found = queries.ofRepository(repository.id(), skip, size + 1);
    return Paging.page(found, size, last -> skip + size);
  }

  @GET
  @Path("rejected")
  @Operation(
      summary = "Requests to the webhook that were refused: how many for each reason, and the last")
  public Page<RejectedView> rejected(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    return new Page<>(rejected.ofRepository(repository.id()), null);
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One delivery, with what it and its replays made")
  public DeliveryView delivery(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    return queries.byId(repository.id(), uuid(id)).orElseThrow(DeliveriesResource::missing);
  }

  @POST
  @Path("{id}/replay")
  @Operation(
      summary =
          "Judge a delivery again, by the rules as they are now, and build what is still current")
  public Replay replay(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    Repository repository = access.repository(path.name(), Action.BUILD);
    return replay.replay(repository, uuid(id), access.actor().displayName());
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw missing();
    }
  }

  private static NoSuchThingException missing() {
    return new NoSuchThingException("there is no such delivery");
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

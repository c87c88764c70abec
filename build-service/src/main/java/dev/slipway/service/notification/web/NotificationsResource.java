package dev.slipway.service.notification.web;

import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.notification.AskForNotifications;
import dev.slipway.service.notification.DeliveryLog;
import dev.slipway.service.notification.EditTargets;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who is told of a repository's builds. */
@Path("/api/v1/repositories/{namespace}/{name}/notifications")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Notifications")
class NotificationsResource {

  private final EditTargets edit;
  private final AskForNotifications ask;

  NotificationsResource(EditTargets edit, AskForNotifications ask) {
    this.edit = edit;
    this.ask = ask;
  }

  @GET
  @Operation(summary = "The targets that are told of the repository's builds, oldest first")
  public Page<TargetDocument> list(@BeanParam RepositoryPath path) {
    return new Page<>(edit.list(path.name()).stream().map(TargetDocument::of).toList(), null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Add a target: a signed webhook, a Slack-compatible webhook, or e-mail")
  public Response create(@BeanParam RepositoryPath path, @Nullable TargetForm body) {
    EditTargets.Created created = edit.create(path.name(), RequestBody.required(body).toNew());
    return Response.status(Response.Status.CREATED).entity(TargetDocument.of(created)).build();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "One target")
  public TargetDocument target(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    return TargetDocument.of(edit.find(path.name(), uuid(id), Action.READ_BUILD_DETAILS));
  }

  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Change a target; a URL or secret that is left out stays")
  public TargetDocument replace(
      @BeanParam RepositoryPath path, @PathParam("id") String id, @Nullable TargetForm body) {
    return TargetDocument.of(
        edit.replace(path.name(), uuid(id), RequestBody.required(body).toChange()));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Remove a target, with its log and what still waits for it")
  public void remove(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    edit.remove(path.name(), uuid(id));
  }

  @POST
  @Path("{id}/test")
  @Operation(summary = "Send a test; its outcome is in the target's deliveries")
  public Response test(@BeanParam RepositoryPath path, @PathParam("id") String id) {
    return accepted(ask.test(path.name(), uuid(id)));
  }

  @GET
  @Path("{id}/deliveries")
  @Operation(summary = "What a target was told, newest first, with every attempt")
  public Page<DeliveryLog> deliveries(
      @BeanParam RepositoryPath path,
      @PathParam("id") String id,
      @QueryParam("limit") @DefaultValue("20") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    int size = Paging.size(limit);
    return Paging.page(
        ask.deliveries(path.name(), uuid(id), Paging.number(cursor), size + 1),
        size,
        DeliveryLog::sequence);
  }

  @POST
  @Path("{id}/deliveries/{delivery}/resend")
  @Operation(summary = "Send something again, at once and under its id")
  public Response resend(
      @BeanParam RepositoryPath path,
      @PathParam("id") String id,
      @PathParam("delivery") String delivery) {
    return accepted(ask.resend(path.name(), uuid(id), uuid(delivery)));
  }

  private static Response accepted(DeliveryLog log) {
    return Response.status(Response.Status.ACCEPTED).entity(log).build();
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new NoSuchThingException("there is no such notification target or delivery");
    }
  }
}

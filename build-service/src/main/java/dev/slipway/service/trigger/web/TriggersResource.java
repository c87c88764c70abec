package dev.slipway.service.trigger.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.trigger.BuildTrigger;
import dev.slipway.service.trigger.ManageTriggers;
import dev.slipway.service.trigger.TriggerCall;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.PublicUrl;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A repository's build triggers over REST. */
@Path("/api/v1/repositories/{namespace}/{name}/triggers")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Triggers")
class TriggersResource {

  private static final String ONE = "{uuid}";

  private final Access access;
  private final ManageTriggers triggers;
  private final PublicUrl publicUrl;

  TriggersResource(Access access, ManageTriggers triggers, PublicUrl publicUrl) {
    this.access = access;
    this.triggers = triggers;
    this.publicUrl = publicUrl;
  }

  @GET
  @Operation(summary = "The repository's build triggers, newest first, without their tokens")
  public Page<ListedTrigger> list(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    return new Page<>(
        triggers.ofRepository(repository.id()).stream().map(ListedTrigger::of).toList(), null);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Make a build trigger",
      description = "The answer shows the URL to call with its token, this once.")
  public Response create(@BeanParam RepositoryPath path, @Nullable NewTrigger body) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    String name =
        Fields.required("name", RequestBody.required(body).name(), ManageTriggers::checkedName);
    return shown(Response.Status.CREATED, triggers.create(repository.id(), name));
  }

  @DELETE
  @Path(ONE)
  @Operation(summary = "Revoke a build trigger; builds it made stay")
  public void revoke(@BeanParam RepositoryPath path, @PathParam("uuid") UUID id) {
    triggers.revoke(access.repository(path.name(), Action.CONFIGURE).id(), id);
  }

  @POST
  @Path(ONE + "/regenerate")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Give a build trigger a new URL",
      description = "The answer shows it, this once. The old one opens nothing any more.")
  public Response regenerate(@BeanParam RepositoryPath path, @PathParam("uuid") UUID id) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    return shown(Response.Status.OK, triggers.regenerate(repository.id(), id));
  }

  @GET
  @Path(ONE + "/calls")
  @Operation(summary = "The last 50 calls of a build trigger, newest first")
  public Page<TriggerCall> calls(@BeanParam RepositoryPath path, @PathParam("uuid") UUID id) {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    return new Page<>(triggers.calls(repository.id(), id), null);
  }

  private Response shown(Response.Status status, ManageTriggers.Shown shown) {
    BuildTrigger trigger = shown.trigger();
    String url =
        publicUrl.resolve(
            "/api/build/v1/source/"
                + trigger.repositoryId()
                + "/trigger/"
                + shown.token()
                + "/call/");
    return Response.status(status)
        .entity(new ShownTrigger(trigger.id(), trigger.name(), url, trigger.createdAt()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @Schema(name = "NewTrigger")
  record NewTrigger(
      @Schema(description = "Unique in the repository, up to 100 characters", required = true)
          @Nullable String name) {}

  @Schema(name = "Trigger")
  record ListedTrigger(
      UUID uuid,
      String name,
      Instant createdAt,
      @Nullable Instant lastCalledAt,
      @Schema(description = "The HTTP status of the last call's answer")
          @Nullable Integer lastStatus) {

    static ListedTrigger of(BuildTrigger trigger) {
      return new ListedTrigger(
          trigger.id(),
          trigger.name(),
          trigger.createdAt(),
          trigger.lastCalledAt(),
          trigger.lastStatus());
    }
  }

  @Schema(name = "ShownTrigger")
  record ShownTrigger(
      @Schema(description = "The trigger's id; no secret") UUID uuid,
      String name,
      @Schema(description = "POST to it builds; who knows it needs no other credential") String url,
      Instant createdAt) {}
}

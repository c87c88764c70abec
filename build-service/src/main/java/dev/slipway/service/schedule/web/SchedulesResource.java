package dev.slipway.service.schedule.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.schedule.EditSchedules;
import dev.slipway.service.schedule.ScheduleDraft;
import dev.slipway.service.schedule.ScheduleSettings;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A repository's schedules over REST. */
@Path("/api/v1/repositories/{namespace}/{name}/schedules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Schedules")
class SchedulesResource {

  private final Access access;
  private final EditSchedules edit;
  private final ScheduleSettings settings;

  SchedulesResource(Access access, EditSchedules edit, ScheduleSettings settings) {
    this.access = access;
    this.edit = edit;
    this.settings = settings;
  }

  @GET
  @Operation(summary = "The repository's schedules, newest first, with their next and last runs")
  public Page<ScheduleView> list(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    return new Page<>(
        edit.ofRepository(repository.id()).stream().map(ScheduleView::of).toList(), null);
  }

  @POST
  @Operation(summary = "Make a schedule")
  public Response create(@BeanParam RepositoryPath path, @Nullable ScheduleDocument body) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    ScheduleDraft draft = draft(repository, body);
    return Response.status(Response.Status.CREATED)
        .entity(ScheduleView.of(edit.create(repository.id(), draft)))
        .build();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "A schedule")
  public ScheduleView get(@BeanParam RepositoryPath path, @PathParam("id") UUID id) {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    return ScheduleView.of(edit.get(repository.id(), id));
  }

  @PUT
  @Path("{id}")
  @Operation(summary = "Replace a schedule; it is due by its new words from now on")
  public ScheduleView replace(
      @BeanParam RepositoryPath path, @PathParam("id") UUID id, @Nullable ScheduleDocument body) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    return ScheduleView.of(edit.replace(repository.id(), id, draft(repository, body)));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Remove a schedule; builds it made stay")
  public void remove(@BeanParam RepositoryPath path, @PathParam("id") UUID id) {
    edit.remove(access.repository(path.name(), Action.CONFIGURE).id(), id);
  }

  private ScheduleDraft draft(Repository repository, @Nullable ScheduleDocument body) {
    return RequestBody.required(body).toDraft(repository, settings.leastDistance());
  }
}

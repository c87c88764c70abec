package dev.slipway.service.build.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.build.Admission;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.build.CancelBuild;
import dev.slipway.service.build.RetryBuild;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;

/** One build over REST. */
@Path("/api/v1/builds/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class BuildResource {

  private final VisibleBuilds visible;
  private final Access access;
  private final CancelBuild cancelBuild;
  private final RetryBuild retryBuild;

  BuildResource(
      VisibleBuilds visible, Access access, CancelBuild cancelBuild, RetryBuild retryBuild) {
    this.visible = visible;
    this.access = access;
    this.cancelBuild = cancelBuild;
    this.retryBuild = retryBuild;
  }

  /** The build. */
  @GET
  public BuildView build(@PathParam("id") UUID id) {
    return visible.build(id, Action.READ_REPOSITORY);
  }

  /** Cancels it: 200 with the build as it is then, 409 when it is too late. */
  @POST
  @Path("cancel")
  public BuildView cancel(@PathParam("id") UUID id) {
    visible.build(id, Action.BUILD);
    cancelBuild.cancel(id, access.actor().displayName());
    return visible.build(id, Action.READ_REPOSITORY);
  }

  /** Builds the same again: 201 with the new build, 409 when it isn't over or was overtaken. */
  @POST
  @Path("retry")
  public Response retry(@PathParam("id") UUID id) {
    visible.build(id, Action.BUILD);
    Admission admission = retryBuild.retry(id, access.actor().displayName());
    UUID made = Objects.requireNonNull(admission.buildId(), "a retry is never refused");
    return Response.created(URI.create("/api/v1/builds/" + made))
        .entity(visible.build(made, Action.READ_REPOSITORY))
        .build();
  }
}

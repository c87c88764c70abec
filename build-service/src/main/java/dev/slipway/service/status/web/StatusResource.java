package dev.slipway.service.status.web;

import dev.slipway.service.access.Action;
import dev.slipway.service.build.web.VisibleBuilds;
import dev.slipway.service.status.StatusStore;
import dev.slipway.service.web.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a build told its Git host. */
@Path("/api/v1/builds/{id}/statuses")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Builds")
class StatusResource {

  private final VisibleBuilds visible;
  private final StatusStore statuses;

  StatusResource(VisibleBuilds visible, StatusStore statuses) {
    this.visible = visible;
    this.statuses = statuses;
  }

  @GET
  @Operation(
      summary = "The commit statuses that a build told its Git host",
      description =
          "Empty when its repository is not linked to an account, its commit isn't known yet, or a"
              + " newer build of the same commit and rule has spoken since.")
  public Page<StatusView> statuses(@PathParam("id") UUID id) {
    visible.build(id, Action.READ_BUILD_DETAILS);
    return new Page<>(statuses.ofBuild(id).stream().map(StatusView::of).toList(), null);
  }
}

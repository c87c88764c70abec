package dev.slipway.service.build.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.build.RequestManualBuilds;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A repository's builds over REST. */
@Path("/api/v1/repositories/{namespace}/{name}/builds")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class RepositoryBuildsResource {

  private final VisibleBuilds visible;
  private final BuildQueries queries;
  private final RequestManualBuilds requestManualBuilds;
  private final Access access;

  RepositoryBuildsResource(
      VisibleBuilds visible,
      BuildQueries queries,
      RequestManualBuilds requestManualBuilds,
      Access access) {
    this.visible = visible;
    this.queries = queries;
    this.requestManualBuilds = requestManualBuilds;
    this.access = access;
  }

  /** The builds, newest first. */
  @GET
  public Page<BuildView> builds(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @QueryParam("limit") @DefaultValue("20") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Repository repository = visible.repository(namespace, name, Action.READ_REPOSITORY);
    int size = Paging.size(limit);
    return Paging.page(
        queries.ofRepository(repository.id(), Paging.number(cursor), size + 1),
        size,
        BuildView::sequence);
  }

  /** Builds a ref by the rules that match it: 201 with the builds. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Build a branch or tag now",
      description =
          "By every rule that matches it, active or not, or by one rule; its tip, or one commit.")
  public Response build(
      @PathParam("namespace") String namespace,
      @PathParam("name") String name,
      @Nullable ManualBuild body) {
    Repository repository = visible.repository(namespace, name, Action.BUILD);
    if (body == null) {
      throw new InvalidInputException("type", "send {\"type\":\"branch|tag\",\"ref\":\"…\"}");
    }
    List<UUID> made =
        requestManualBuilds.request(
            repository, body.wish(repository), access.actor().displayName());
    Map<UUID, BuildView> builds = queries.byIds(made);
    return Response.status(Response.Status.CREATED)
        .entity(new Page<>(made.stream().map(builds::get).filter(Objects::nonNull).toList(), null))
        .build();
  }
}

package dev.slipway.service.repository.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.build.BuildQueries;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.RepositoryName;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Badges, for anybody. A private repository's badge is that of one that isn't there. */
@Path("/badges/{namespace}/{name}.svg")
@Blocking
@Tag(name = "Badges")
class BadgeResource {

  private static final int LOOK_BACK = 20;
  private static final String SHORTLY = "public, max-age=30";

  private final Access access;
  private final BuildQueries builds;

  BadgeResource(Access access, BuildQueries builds) {
    this.access = access;
    this.builds = builds;
  }

  @GET
  @Produces("image/svg+xml")
  @Operation(summary = "How a public repository's builds go, as a picture")
  public Response badge(@PathParam("namespace") String namespace, @PathParam("name") String name) {
    return Response.ok(badgeOf(namespace, name).svg())
        .header(HttpHeaders.CACHE_CONTROL, SHORTLY)
        .build();
  }

  private Badge badgeOf(String namespace, String name) {
    try {
      Repository repository =
          access.repository(new RepositoryName(namespace, name), Action.READ_REPOSITORY);
      return Badge.of(
          builds.ofRepository(repository.id(), null, LOOK_BACK).stream()
              .map(BuildView::state)
              .toList());
    } catch (NoSuchThingException | IllegalArgumentException e) {
      return Badge.UNKNOWN;
    }
  }
}

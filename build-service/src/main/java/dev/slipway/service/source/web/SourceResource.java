package dev.slipway.service.source.web;

import dev.slipway.core.git.RefType;
import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.source.RecentRefs;
import dev.slipway.service.source.SourceUnreachableException;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.Paging;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a repository's remote says, over REST. */
@Path("/api/v1/repositories/{namespace}/{name}")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Repositories")
class SourceResource {

  private final Access access;
  private final RecentRefs refs;

  SourceResource(Access access, RecentRefs refs) {
    this.access = access;
    this.refs = refs;
  }

  @GET
  @Path("refs")
  @Operation(
      summary = "The branches and tags that the remote has",
      description =
          "By name, branches first; at most half a minute old. 502 when the remote can't be asked.")
  public RefsPage refs(
      @BeanParam RepositoryPath path,
      @QueryParam("type") @Nullable String type,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("100") int limit)
      throws SourceUnreachableException {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    RefType only = type == null ? null : Fields.required("type", type, RefType::parse);
    int size = Paging.size(limit);
    return RefsPage.of(refs.list(repository), only, cursor, size);
  }

  @POST
  @Path("source/check")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Ask the remote now whether it can be read",
      description = "200 either way: \"ok\" says whether, \"problem\" why not and what to do.")
  public SourceCheck check(@BeanParam RepositoryPath path) {
    Repository repository = access.repository(path.name(), Action.CONFIGURE);
    try {
      return SourceCheck.of(refs.fetch(repository));
    } catch (SourceUnreachableException e) {
      return SourceCheck.problem(String.valueOf(e.getMessage()));
    }
  }
}

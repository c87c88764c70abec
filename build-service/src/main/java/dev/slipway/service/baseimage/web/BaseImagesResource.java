package dev.slipway.service.baseimage.web;

import dev.slipway.service.access.Access;
import dev.slipway.service.access.Action;
import dev.slipway.service.baseimage.BaseImageQueries;
import dev.slipway.service.baseimage.BaseImageView;
import dev.slipway.service.baseimage.BaseImageWatch;
import dev.slipway.service.repository.Repository;
import dev.slipway.service.repository.web.RepositoryPath;
import dev.slipway.service.web.InvalidInputException;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.Paging;
import dev.slipway.service.web.RequestBody;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The base images of a repository over REST. */
@Path("/api/v1/repositories/{namespace}/{name}/base-images")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Base images")
class BaseImagesResource {

  private static final int FURTHEST = 1_000_000;

  private final Access access;
  private final BaseImageQueries queries;
  private final BaseImageWatch watch;

  BaseImagesResource(Access access, BaseImageQueries queries, BaseImageWatch watch) {
    this.access = access;
    this.queries = queries;
    this.watch = watch;
  }

  record Settings(
      @Schema(
              description =
                  "Whether the repository is rebuilt when an image changes that its builds used;"
                      + " links are followed anyway")
          @Nullable Boolean watchBaseImages) {}

  @GET
  @Operation(summary = "What the newest successful builds stand on, and whether that has changed")
  public Page<BaseImageView> list(
      @BeanParam RepositoryPath path,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Repository repository = access.repository(path.name(), Action.READ_BUILD_DETAILS);
    int size = Paging.size(limit);
    int skip = skipped(cursor);
    List<BaseImageView> found = queries.ofRepository(repository.id(), skip, size + 1);
    return Paging.page(found, size, last -> skip + size);
  }

  @GET
  @Path("settings")
  @Operation(summary = "Whether base images are watched")
  public Settings settings(@BeanParam RepositoryPath path) {
    UUID id = access.repository(path.name(), Action.READ_BUILD_DETAILS).id();
    return new Settings(QuarkusTransaction.requiringNew().call(() -> watch.isOn(id)));
  }

  @PUT
  @Path("settings")
  @Operation(summary = "Watch base images, or leave them alone")
  public Settings change(@BeanParam RepositoryPath path, @Nullable Settings body) {
    UUID id = access.repository(path.name(), Action.CONFIGURE).id();
    Boolean on = RequestBody.required(body).watchBaseImages();
    if (on == null) {
      throw new InvalidInputException("watchBaseImages", "is required: true or false");
    }
    QuarkusTransaction.requiringNew().run(() -> watch.set(id, on));
    return new Settings(on);
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

package dev.slipway.service.baseimage.link.web;

import dev.slipway.service.baseimage.link.EditLinks;
import dev.slipway.service.baseimage.link.Link;
import dev.slipway.service.repository.web.RepositoryPath;
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
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The links of a repository over REST. */
@Path("/api/v1/repositories/{namespace}/{name}/links")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Repository links")
class LinksResource {

  private final EditLinks edit;

  LinksResource(EditLinks edit) {
    this.edit = edit;
  }

  @GET
  @Operation(summary = "The repositories and images whose updates rebuild this one, newest first")
  public Page<LinkView> list(@BeanParam RepositoryPath path) {
    return new Page<>(edit.list(path.name()).stream().map(LinkView::of).toList(), null);
  }

  @POST
  @Operation(
      summary = "Link a repository or an image",
      description = "A link that would close a circle is refused; the answer shows the way round.")
  public Response add(@BeanParam RepositoryPath path, @Nullable LinkDocument body) {
    Link link = edit.add(path.name(), RequestBody.required(body).toDraft());
    return Response.created(
            URI.create("/api/v1/repositories/" + path.name() + "/links/" + link.id()))
        .entity(LinkView.of(link))
        .build();
  }

  @GET
  @Path("{id}")
  @Operation(summary = "A link")
  public LinkView get(@BeanParam RepositoryPath path, @PathParam("id") UUID id) {
    return LinkView.of(edit.get(path.name(), id));
  }

  @PUT
  @Path("{id}")
  @Operation(summary = "Replace a link")
  public LinkView replace(
      @BeanParam RepositoryPath path, @PathParam("id") UUID id, @Nullable LinkDocument body) {
    return LinkView.of(edit.replace(path.name(), id, RequestBody.required(body).toDraft()));
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Remove a link")
  public void remove(@BeanParam RepositoryPath path, @PathParam("id") UUID id) {
    edit.remove(path.name(), id);
  }
}

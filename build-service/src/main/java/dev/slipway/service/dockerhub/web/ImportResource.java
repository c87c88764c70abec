package dev.slipway.service.dockerhub.web;

import dev.slipway.service.dockerhub.ImportDockerHub;
import dev.slipway.service.web.PublicUrl;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The import of Docker Hub's Automated Builds over REST. */
@Path("/api/v1/import/docker-hub")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Import")
class ImportResource {

  private final ImportDockerHub importDockerHub;
  private final PublicUrl publicUrl;

  ImportResource(ImportDockerHub importDockerHub, PublicUrl publicUrl) {
    this.importDockerHub = importDockerHub;
    this.publicUrl = publicUrl;
  }

  @POST
  @Operation(
      summary = "Make repositories and rules of Docker Hub's automated builds",
      description =
          "Takes the JSON of Docker Hub's build settings as its API returned them. Each repository is"
              + " made whole or not at all; the report says of everything whether it was carried"
              + " over, changed or dropped, and why. It shows the webhooks' secrets, this once.")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = @Content(schema = @Schema(implementation = ImportView.class)))
  public Response run(@Nullable ImportDocument body) {
    ImportDocument document = RequestBody.required(body);
    return Response.ok(
            ImportView.of(
                importDockerHub.run(document.toOptions(), document.requiredSources()), publicUrl))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}

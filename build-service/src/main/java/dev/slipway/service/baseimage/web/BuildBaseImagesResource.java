package dev.slipway.service.baseimage.web;

import dev.slipway.service.access.Action;
import dev.slipway.service.baseimage.BaseImages;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.build.web.VisibleBuilds;
import dev.slipway.service.web.Page;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The base images of one build over REST. */
@Path("/api/v1/builds/{id}/base-images")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Base images")
class BuildBaseImagesResource {

  private final VisibleBuilds visible;
  private final BaseImages images;

  BuildBaseImagesResource(VisibleBuilds visible, BaseImages images) {
    this.visible = visible;
    this.images = images;
  }

  record Used(String reference, String digest) {}

  @GET
  @Operation(summary = "Every image that the build took something from, in the Dockerfile's order")
  public Page<Used> list(@PathParam("id") UUID id) {
    BuildView build = visible.build(id, Action.READ_BUILD_DETAILS);
    List<Used> used =
        QuarkusTransaction.requiringNew().call(() -> images.usedBy(build.id())).stream()
            .map(image -> new Used(image.reference().toString(), image.digest().value()))
            .toList();
    return new Page<>(used, null);
  }
}

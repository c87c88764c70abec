package dev.slipway.service.image.web;

import dev.slipway.service.access.Action;
import dev.slipway.service.access.NoSuchThingException;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.build.web.VisibleBuilds;
import dev.slipway.service.image.DescribeImage;
import dev.slipway.service.image.ImageDetails;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A build's image over REST. */
@Path("/api/v1/builds/{id}/image")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class BuildImageResource {

  private final VisibleBuilds visible;
  private final DescribeImage describeImage;

  BuildImageResource(VisibleBuilds visible, DescribeImage describeImage) {
    this.visible = visible;
    this.describeImage = describeImage;
  }

  @GET
  @Operation(
      summary = "What a build's image consists of",
      description =
          "Layers with the steps that made them, configuration, base, and what changed since the"
              + " last successful build of the same rule and ref.")
  public ImageDetails image(@PathParam("id") UUID id) {
    BuildView build = visible.build(id, Action.READ_REPOSITORY);
    return describeImage
        .describe(id)
        .orElseThrow(
            () ->
                new NoSuchThingException(
                    build.digest() == null
                        ? "the build has no image: it is " + build.state()
                        : "nothing is known of the image's layers; it was built by a worker that"
                            + " didn't tell"));
  }
}

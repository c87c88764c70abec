package dev.slipway.service.image.web;

import dev.slipway.service.access.Action;
import dev.slipway.service.build.BuildView;
import dev.slipway.service.build.web.VisibleBuilds;
import dev.slipway.service.image.tar.BusyException;
import dev.slipway.service.image.tar.DownloadImage;
import dev.slipway.service.image.tar.ImageSourceException;
import dev.slipway.service.image.tar.Platform;
import dev.slipway.service.image.tar.TarFormat;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.Problem;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A build's image as a file. */
@Path("/api/v1/builds/{id}")
@Blocking
class ImageTarResource {

  private static final String TAR = "application/x-tar";
  private static final int RETRY_SECONDS = 10;

  private final VisibleBuilds visible;
  private final DownloadImage downloadImage;

  ImageTarResource(VisibleBuilds visible, DownloadImage downloadImage) {
    this.visible = visible;
    this.downloadImage = downloadImage;
  }

  @GET
  @Path("image.tar")
  @Operation(
      summary = "The image as a tar file",
      description =
          "format=oci (the default): an OCI image layout with all platforms, or the one that"
              + " platform names. format=docker: one platform for docker load, linux/amd64 unless"
              + " platform names another. It is streamed from the registry; where the connection"
              + " breaks off before Content-Length, the registry failed.")
  public Response tar(
      @PathParam("id") UUID id,
      @QueryParam("format") @Nullable String format,
      @QueryParam("platform") @Nullable String platform) {
    BuildView build = visible.build(id, Action.READ_REPOSITORY);
    return answer(
        () -> {
          DownloadImage.Ready ready = downloadImage.open(build, format(format), platform(platform));
          StreamingOutput content = ready.content()::writeTo;
          return head(ready).entity(content).build();
        });
  }

  /** What GET would tell in its headers. */
  @HEAD
  @Path("image.tar")
  @Operation(hidden = true)
  public Response tarHead(
      @PathParam("id") UUID id,
      @QueryParam("format") @Nullable String format,
      @QueryParam("platform") @Nullable String platform) {
    BuildView build = visible.build(id, Action.READ_REPOSITORY);
    return answer(
        () -> head(downloadImage.look(build, format(format), platform(platform))).build());
  }

  @GET
  @Path("image.tar.sha256")
  @Operation(
      summary = "The SHA-256 of the image as a tar file, as sha256sum -c takes it",
      description = "The first call for a file takes as long as its download.")
  public Response checksum(
      @PathParam("id") UUID id,
      @QueryParam("format") @Nullable String format,
      @QueryParam("platform") @Nullable String platform) {
    BuildView build = visible.build(id, Action.READ_REPOSITORY);
    return answer(
        () -> {
          DownloadImage.Checksum checksum =
              downloadImage.checksum(build, format(format), platform(platform));
          return Response.ok(
                  checksum.sha256().hex() + "  " + checksum.fileName() + "\n",
                  MediaType.TEXT_PLAIN_TYPE)
              .build();
        });
  }

  private static TarFormat format(@Nullable String format) {
    return Fields.optional("format", format, TarFormat.OCI, TarFormat::parse);
  }

  private static @Nullable Platform platform(@Nullable String platform) {
    return platform == null ? null : Fields.required("platform", platform, Platform::parse);
  }

  private static Response.ResponseBuilder head(DownloadImage.Ready ready) {
    return Response.ok()
        .type(TAR)
        .header(HttpHeaders.CONTENT_LENGTH, ready.size())
        .header(
            HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + ready.fileName() + "\"");
  }

  private static Response answer(Answer answer) {
    try {
      return answer.make();
    } catch (ImageSourceException e) {
      return Problem.of(e.isMissing() ? 404 : 502, String.valueOf(e.getMessage())).toResponse();
    } catch (BusyException e) {
      Response busy = Problem.of(503, String.valueOf(e.getMessage())).toResponse();
      return Response.fromResponse(busy).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
    } catch (IOException e) {
      return Problem.of(502, "the image can't be read: " + e.getMessage()).toResponse();
    }
  }

  /** What answers a request, unless a registry or the service can't. */
  @FunctionalInterface
  private interface Answer {
    Response make() throws IOException, BusyException;
  }
}

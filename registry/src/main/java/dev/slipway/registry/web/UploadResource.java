package dev.slipway.registry.web;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.access.Gate;
import dev.slipway.registry.blob.Blob;
import dev.slipway.registry.upload.ChunkRange;
import dev.slipway.registry.upload.UploadId;
import dev.slipway.registry.upload.Uploads;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An upload in progress: chunks, the last chunk, where it stands, giving it up. */
@Path("/v2")
@RegistryApi
@Blocking
public final class UploadResource {

  private static final String PATH = "/{name:.+}/blobs/uploads/{id}";

  private final Gate gate;
  private final Uploads uploads;

  @Inject
  UploadResource(Gate gate, Uploads uploads) {
    this.gate = gate;
    this.uploads = uploads;
  }

  @PATCH
  @Path(PATH)
  public Response append(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @HeaderParam(Header.CONTENT_RANGE) @Nullable String contentRange,
      @PathParam("name") String name,
      @PathParam("id") String id,
      InputStream body)
      throws IOException {
    RepositoryName repository = gate.write(authorization, name);
    UploadId upload = UploadId.parse(id);
    try {
      long size = uploads.append(repository, upload, ChunkRange.parse(contentRange), body);
      return UploadResponses.progress(Response.accepted(), repository, upload, size);
    } catch (RegistryException e) {
      throw withPosition(e, repository, upload);
    }
  }

  @PUT
  @Path(PATH)
  public Response finish(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @HeaderParam(Header.CONTENT_RANGE) @Nullable String contentRange,
      @PathParam("name") String name,
      @PathParam("id") String id,
      @QueryParam("digest") @Nullable String digest,
      InputStream body)
      throws IOException {
    RepositoryName repository = gate.write(authorization, name);
    UploadId upload = UploadId.parse(id);
    Digest expected = Digests.parse(digest);
    try {
      Blob blob =
          uploads.finish(repository, upload, ChunkRange.parse(contentRange), body, expected);
      return UploadResponses.created(repository, blob.digest());
    } catch (RegistryException e) {
      throw withPosition(e, repository, upload);
    }
  }

  @GET
  @Path(PATH)
  public Response status(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @PathParam("id") String id)
      throws IOException {
    RepositoryName repository = gate.write(authorization, name);
    UploadId upload = UploadId.parse(id);
    return UploadResponses.progress(
        Response.noContent(), repository, upload, uploads.size(repository, upload));
  }

  @DELETE
  @Path(PATH)
  public Response cancel(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @PathParam("id") String id)
      throws IOException {
    uploads.cancel(gate.write(authorization, name), UploadId.parse(id));
    return Response.noContent().build();
  }

  /** A chunk in the wrong place is answered with the right place. */
  private RegistryException withPosition(
      RegistryException refusal, RepositoryName repository, UploadId upload) throws IOException {
    if (refusal.code() != ErrorCode.RANGE_INVALID) {
      return refusal;
    }
    long size = uploads.size(repository, upload);
    return refusal.withHeaders(
        Map.of(
            HttpHeaders.LOCATION,
            UploadResponses.location(repository, upload),
            Header.RANGE,
            UploadResponses.range(size)));
  }
}

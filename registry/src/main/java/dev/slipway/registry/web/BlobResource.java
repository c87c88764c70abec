package dev.slipway.registry.web;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.access.Gate;
import dev.slipway.registry.blob.Blob;
import dev.slipway.registry.blob.Blobs;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/** Pulling and deleting blobs. */
@Path("/v2")
@RegistryApi
@Blocking
public final class BlobResource {

  private static final String PATH = "/{name:.+}/blobs/{digest}";

  private final Gate gate;
  private final Blobs blobs;

  @Inject
  BlobResource(Gate gate, Blobs blobs) {
    this.gate = gate;
    this.blobs = blobs;
  }

  /** Sends a blob or a part of it, from the disk to the socket without passing through the heap. */
  @GET
  @Path(PATH)
  public Response get(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @HeaderParam(Header.RANGE) @Nullable String range,
      @HeaderParam("If-Range") @Nullable String ifRange,
      @PathParam("name") String name,
      @PathParam("digest") String digest)
      throws IOException {
    Blob blob = find(authorization, name, digest);
    boolean whole = ifRange != null && !ifRange.equals("\"" + blob.digest() + "\"");
    Optional<ByteRange> part = ByteRange.parse(whole ? null : range, blob.size());
    if (part.isPresent()) {
      return describe(Response.status(Response.Status.PARTIAL_CONTENT), blob)
          .header(Header.CONTENT_RANGE, part.get().contentRange(blob.size()))
          .entity(new PathPart(blob.file(), part.get().first(), part.get().length()))
          .build();
    }
    return describe(Response.ok(), blob).entity(new PathPart(blob.file(), 0, blob.size())).build();
  }

  @HEAD
  @Path(PATH)
  public Response head(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @PathParam("digest") String digest)
      throws IOException {
    RepositoryName repository = gate.pull(authorization, name);
    Digest parsed = Digests.parse(digest);
    Blob blob = blobs.claim(repository, parsed).orElseThrow(() -> unknown(parsed));
    return describe(Response.ok(), blob).header(HttpHeaders.CONTENT_LENGTH, blob.size()).build();
  }

  @DELETE
  @Path(PATH)
  public Response delete(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @PathParam("digest") String digest)
      throws IOException {
    RepositoryName repository = gate.write(authorization, name);
    Digest parsed = Digests.parse(digest);
    if (!blobs.remove(repository, parsed)) {
      throw unknown(parsed);
    }
    return Response.accepted().build();
  }

  private Blob find(@Nullable String authorization, String name, String digest) throws IOException {
    RepositoryName repository = gate.pull(authorization, name);
    Digest parsed = Digests.parse(digest);
    return blobs.find(repository, parsed).orElseThrow(() -> unknown(parsed));
  }

  private static Response.ResponseBuilder describe(Response.ResponseBuilder response, Blob blob) {
    return response
        .type(MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .tag(new EntityTag(blob.digest().value()))
        .header("Accept-Ranges", "bytes")
        .header(Header.CONTENT_DIGEST, blob.digest());
  }

  private static RegistryException unknown(Digest digest) {
    return new RegistryException(ErrorCode.BLOB_UNKNOWN, "the repository has no blob " + digest);
  }
}

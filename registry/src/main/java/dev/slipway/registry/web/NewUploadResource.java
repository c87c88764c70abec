package dev.slipway.registry.web;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.access.Caller;
import dev.slipway.registry.access.Gate;
import dev.slipway.registry.blob.Blob;
import dev.slipway.registry.blob.Blobs;
import dev.slipway.registry.upload.UploadId;
import dev.slipway.registry.upload.Uploads;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The three ways to begin: link a blob of another repository, send it whole, or open an upload. */
@Path("/v2")
@RegistryApi
@Blocking
public final class NewUploadResource {

  private static final String PATH = "/{name:.+}/blobs/uploads{slash:/?}";

  private final Gate gate;
  private final Blobs blobs;
  private final Uploads uploads;

  @Inject
  NewUploadResource(Gate gate, Blobs blobs, Uploads uploads) {
    this.gate = gate;
    this.blobs = blobs;
    this.uploads = uploads;
  }

  @POST
  @Path(PATH)
  public Response start(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @QueryParam("mount") @Nullable String mount,
      @QueryParam("from") @Nullable String from,
      @QueryParam("digest") @Nullable String digest,
      InputStream body)
      throws IOException {
    Caller caller = gate.identify(authorization);
    RepositoryName repository = new RepositoryName(name);
    caller.requireWrite(repository);
    if (mount != null) {
      return mount(caller, repository, Digests.parse(mount), from);
    }
    return digest == null ? open(repository) : whole(repository, Digests.parse(digest), body);
  }

  /**
   * What can't be mounted is to be uploaded: whether it is not there or not allowed is not said.
   */
  private Response mount(
      Caller caller, RepositoryName repository, Digest digest, @Nullable String from)
      throws IOException {
    Optional<RepositoryName> source =
        Optional.ofNullable(from).map(RepositoryName::new).filter(caller::mayPull);
    return source.isPresent() && blobs.mount(source.get(), repository, digest)
        ? UploadResponses.created(repository, digest)
        : open(repository);
  }

  private Response whole(RepositoryName repository, Digest digest, InputStream body)
      throws IOException {
    UploadId upload = uploads.start(repository);
    try {
      Blob blob = uploads.finish(repository, upload, Optional.empty(), body, digest);
      return UploadResponses.created(repository, blob.digest());
    } catch (IOException e) {
      // The client never learnt the upload's name, so nobody can go on with it.
      uploads.cancel(repository, upload);
      throw e;
    }
  }

  private Response open(RepositoryName repository) throws IOException {
    UploadId upload = uploads.start(repository);
    return UploadResponses.progress(Response.accepted(), repository, upload, 0);
  }
}

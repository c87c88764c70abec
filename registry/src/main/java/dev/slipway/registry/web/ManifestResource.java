package dev.slipway.registry.web;

import dev.slipway.core.image.Digest;
import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.access.Gate;
import dev.slipway.registry.manifest.Manifests;
import dev.slipway.registry.manifest.StoredManifest;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Pulling, pushing and deleting manifests, by tag or digest. */
@Path("/v2")
@RegistryApi
@Blocking
public final class ManifestResource {

  private static final String PATH = "/{name:.+}/manifests/{reference}";

  private final Gate gate;
  private final Manifests manifests;

  @Inject
  ManifestResource(Gate gate, Manifests manifests) {
    this.gate = gate;
    this.manifests = manifests;
  }

  @GET
  @Path(PATH)
  public Response get(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @PathParam("reference") String reference,
      Request request)
      throws IOException {
    StoredManifest manifest = find(authorization, name, reference);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag(manifest));
    if (unchanged != null) {
      return unchanged.header(Header.CONTENT_DIGEST, manifest.digest()).build();
    }
    return describe(manifest).entity(manifest.content()).build();
  }

  @HEAD
  @Path(PATH)
  public Response head(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @PathParam("reference") String reference)
      throws IOException {
    StoredManifest manifest = find(authorization, name, reference);
    return describe(manifest).header(HttpHeaders.CONTENT_LENGTH, manifest.size()).build();
  }

  @PUT
  @Path(PATH)
  public Response put(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
      @PathParam("name") String name,
      @PathParam("reference") String reference,
      InputStream body)
      throws IOException {
    RepositoryName repository = gate.write(authorization, name);
    StoredManifest manifest = manifests.put(repository, reference, contentType, read(body));
    Response.ResponseBuilder response =
        Response.status(Response.Status.CREATED)
            .header(HttpHeaders.LOCATION, "/v2/" + repository + "/manifests/" + manifest.digest())
            .header(Header.CONTENT_DIGEST, manifest.digest());
    manifest
        .manifest()
        .subject()
        .map(Digest::value)
        .ifPresent(subject -> response.header(Header.SUBJECT, subject));
    return response.build();
  }

  @DELETE
  @Path(PATH)
  public Response delete(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @PathParam("reference") String reference)
      throws IOException {
    if (!manifests.remove(gate.write(authorization, name), reference)) {
      throw unknown();
    }
    return Response.accepted().build();
  }

  private StoredManifest find(@Nullable String authorization, String name, String reference)
      throws IOException {
    RepositoryName repository = gate.pull(authorization, name);
    return manifests.find(repository, reference).orElseThrow(ManifestResource::unknown);
  }

  private static byte[] read(InputStream body) throws IOException {
    byte[] content = body.readNBytes(Manifests.MAX_BYTES + 1);
    if (content.length > Manifests.MAX_BYTES) {
      throw RegistryException.tooLarge(
          "a manifest may have " + Manifests.MAX_BYTES + " bytes at most");
    }
    return content;
  }

  private static Response.ResponseBuilder describe(StoredManifest manifest) {
    return Response.ok()
        .type(MediaType.valueOf(manifest.manifest().type().mediaType()))
        .tag(tag(manifest))
        .header(Header.CONTENT_DIGEST, manifest.digest());
  }

  private static EntityTag tag(StoredManifest manifest) {
    return new EntityTag(manifest.digest().value());
  }

  private static RegistryException unknown() {
    return new RegistryException(
        ErrorCode.MANIFEST_UNKNOWN, "the repository has no such tag or manifest");
  }
}

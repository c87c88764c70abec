package dev.slipway.registry.web;

import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.access.Gate;
import dev.slipway.registry.manifest.Descriptor;
import dev.slipway.registry.manifest.ManifestType;
import dev.slipway.registry.manifest.Referrers;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists what refers to a manifest (distribution-spec, "Listing Referrers"). */
@Path("/v2")
@RegistryApi
@Blocking
public final class ReferrersResource {

  private static final String PATH = "/{name:.+}/referrers/{digest}";

  private static final int SCHEMA_VERSION = 2;

  private final Gate gate;
  private final Referrers referrers;

  @Inject
  ReferrersResource(Gate gate, Referrers referrers) {
    this.gate = gate;
    this.referrers = referrers;
  }

  record Index(int schemaVersion, String mediaType, List<Descriptor> manifests) {}

  @GET
  @Path(PATH)
  public Response list(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @PathParam("digest") String digest,
      @QueryParam("artifactType") @Nullable String artifactType)
      throws IOException {
    RepositoryName repository = gate.pull(authorization, name);
    List<Descriptor> found =
        referrers.list(repository, Digests.parse(digest), Optional.ofNullable(artifactType));
    String mediaType = ManifestType.OCI_INDEX.mediaType();
    Response.ResponseBuilder response =
        Response.ok(
            Json.bytes(new Index(SCHEMA_VERSION, mediaType, found)), MediaType.valueOf(mediaType));
    if (artifactType != null) {
      response.header(Header.FILTERS_APPLIED, "artifactType");
    }
    return response.build();
  }
}

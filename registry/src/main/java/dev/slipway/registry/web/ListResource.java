package dev.slipway.registry.web;

import dev.slipway.registry.ErrorCode;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.RepositoryName;
import dev.slipway.registry.access.Caller;
import dev.slipway.registry.access.Gate;
import dev.slipway.registry.catalog.RegistryCatalog;
import dev.slipway.registry.manifest.Manifests;
import dev.slipway.registry.tag.Tags;
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
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists: a repository's tags, and the repositories. */
@Path("/v2")
@RegistryApi
@Blocking
public final class ListResource {

  private final Gate gate;
  private final Manifests manifests;
  private final Tags tags;
  private final RegistryCatalog catalog;

  @Inject
  ListResource(Gate gate, Manifests manifests, Tags tags, RegistryCatalog catalog) {
    this.gate = gate;
    this.manifests = manifests;
    this.tags = tags;
    this.catalog = catalog;
  }

  record TagList(String name, List<String> tags) {}

  record RepositoryList(List<String> repositories) {}

  @GET
  @Path("/{name:.+}/tags/list")
  public Response tags(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @PathParam("name") String name,
      @QueryParam("n") @Nullable String limit,
      @QueryParam("last") @Nullable String last)
      throws IOException {
    RepositoryName repository = gate.pull(authorization, name);
    List<String> all = tags.list(repository);
    if (all.isEmpty() && manifests.list(repository).isEmpty()) {
      throw new RegistryException(
          ErrorCode.NAME_UNKNOWN, "there is no image in repository " + repository + " yet");
    }
    Page page = Page.of(all, Tags.ORDER, limit, last);
    return answer(
        page, new TagList(repository.value(), page.items()), "/v2/" + repository + "/tags/list");
  }

  /** Shows only what the caller may pull, so a page never tells of more. */
  @GET
  @Path("/_catalog")
  public Response repositories(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      @QueryParam("n") @Nullable String limit,
      @QueryParam("last") @Nullable String last)
      throws IOException {
    Caller caller = gate.identify(authorization);
    List<String> visible =
        catalog.repositories().stream()
            .filter(name -> caller.mayPull(new RepositoryName(name)))
            .toList();
    Page page = Page.of(visible, Comparator.naturalOrder(), limit, last);
    return answer(page, new RepositoryList(page.items()), "/v2/_catalog");
  }

  private static Response answer(Page page, Object document, String path) {
    Response.ResponseBuilder response =
        Response.ok(Json.bytes(document), MediaType.APPLICATION_JSON_TYPE);
    page.link(path).ifPresent(link -> response.header(HttpHeaders.LINK, link));
    return response.build();
  }
}

package dev.slipway.service.baseimage.hook.web;

import dev.slipway.service.baseimage.hook.HookKind;
import dev.slipway.service.baseimage.hook.ManageHooks;
import dev.slipway.service.baseimage.hook.RegistryHook;
import dev.slipway.service.web.Fields;
import dev.slipway.service.web.Page;
import dev.slipway.service.web.RequestBody;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Registry hooks over REST. */
@Path("/api/v1/registry-hooks")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Registry hooks")
class RegistryHooksResource {

  private static final int LONGEST_NAME = 100;

  private final ManageHooks hooks;

  RegistryHooksResource(ManageHooks hooks) {
    this.hooks = hooks;
  }

  record HookDocument(
      @Schema(description = "Whose hook it is") @Nullable String namespace,
      @Schema(description = "docker-hub, distribution, harbor or quay") @Nullable String kind,
      @Schema(description = "For people, such as the registry's name") @Nullable String name) {}

  record HookView(
      UUID id,
      String namespace,
      String kind,
      String name,
      Instant createdAt,
      @Nullable Instant lastEventAt) {

    static HookView of(RegistryHook hook) {
      return new HookView(
          hook.id(),
          hook.namespace(),
          hook.kind().wireName(),
          hook.name(),
          hook.createdAt(),
          hook.lastEventAt());
    }
  }

  record CreatedHook(
      UUID id,
      String namespace,
      String kind,
      String name,
      Instant createdAt,
      @Schema(description = "Where the registry sends its events; shown this once") String url,
      @Schema(
              description =
                  "Goes as Authorization header to the URL without it, for distribution and"
                      + " harbor; shown this once")
          String token) {

    static CreatedHook of(ManageHooks.Created created) {
      RegistryHook hook = created.hook();
      return new CreatedHook(
          hook.id(),
          hook.namespace(),
          hook.kind().wireName(),
          hook.name(),
          hook.createdAt(),
          created.url(),
          created.token());
    }
  }

  @GET
  @Operation(summary = "A namespace's registry hooks, newest first")
  public Page<HookView> list(@QueryParam("namespace") @Nullable String namespace) {
    String given = Fields.required("namespace", namespace, text -> text);
    return new Page<>(hooks.list(given).stream().map(HookView::of).toList(), null);
  }

  @POST
  @Operation(
      summary = "Make a hook for a registry to tell of pushes",
      description =
          "The answer shows URL and token, this once. What a registry tells is only a hint to look"
              + " at the images it names; without hooks they are looked at every now and then.")
  public Response create(@Nullable HookDocument body) {
    HookDocument document = RequestBody.required(body);
    String namespace = Fields.required("namespace", document.namespace(), text -> text);
    HookKind kind = Fields.required("kind", document.kind(), HookKind::parse);
    String name = Fields.text("name", document.name(), LONGEST_NAME);
    CreatedHook created = CreatedHook.of(hooks.create(namespace, kind, name));
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(created)
        .build();
  }

  @DELETE
  @Path("{id}")
  @Operation(summary = "Remove a registry hook; what comes to its URL is refused from then on")
  public void remove(@PathParam("id") UUID id) {
    hooks.remove(id);
  }
}
